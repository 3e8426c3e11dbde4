"""A certificate authority of our own, and keys it has signed."""

from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
END = datetime(2030, 1, 1, tzinfo=UTC)
PASSWORD = "beispiel-kennwort"


def _name(common_name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


class Authority:
    """Issues certificates; ``root`` is its own, as PEM."""

    def __init__(self, name: str = "Beispiel-Zertifizierungsstelle") -> None:
        self.name = _name(name)
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.certificate = self._certificate(self.name, self.key.public_key(), BEGIN, END, authority=True)
        self.root = self.certificate.public_bytes(serialization.Encoding.PEM)

    def p12(self, common_name: str = "Betrieb Beispielnetz", *, begin: datetime = BEGIN, end: datetime = END) -> bytes:
        """Issue a key with its certificate, as PKCS #12 with :data:`PASSWORD`."""
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = self._certificate(_name(common_name), key.public_key(), begin, end, authority=False)
        return pkcs12.serialize_key_and_certificates(
            common_name.encode(),
            key,
            certificate,
            [self.certificate],
            serialization.BestAvailableEncryption(PASSWORD.encode()),
        )

    def _certificate(self, subject, public_key, begin, end, *, authority):
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self.name)
            .public_key(public_key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(begin)
            .not_valid_after(end - timedelta(seconds=1))
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
            .add_extension(_usage(signs_certificates=authority), critical=True)
            .sign(self.key, hashes.SHA256())
        )
