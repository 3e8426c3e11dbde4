"""What this room does: render documents, seal and check them, keep attachments."""

from bildungsnetz.documents.services.rendering import RenderingFailed, Template, render_pdf

__all__ = ["RenderingFailed", "Template", "render_pdf"]
