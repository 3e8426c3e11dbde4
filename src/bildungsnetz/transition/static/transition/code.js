// The card's picture carries the code behind "#", which browsers send to nobody: put it into the field.
const code = decodeURIComponent(location.hash.slice(1));
const field = document.querySelector("#id_code");
if (field && code && !field.value) {
  field.value = code;
  history.replaceState(null, "", location.pathname);
}
