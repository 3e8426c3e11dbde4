"""The description of the interface, drawn from its schema in our own look."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET

from bildungsnetz.api.endpoints import api


@dataclass(frozen=True)
class Parameter:
    """One parameter of a call, in words."""

    name: str
    place: str
    kind: str
    description: str
    is_required: bool


@dataclass(frozen=True)
class Operation:
    """One call, in words."""

    path: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    answers: tuple[tuple[str, str], ...]


@require_GET
def docs(request: HttpRequest) -> HttpResponse:
    """Describe every call with its parameters, answers and fields."""
    schema = api.get_openapi_schema()
    operations = [_operation(path, methods["get"]) for path, methods in schema["paths"].items()]
    shapes = [(name, _fields(shape)) for name, shape in sorted(schema["components"]["schemas"].items())]
    return render(request, "api/docs.html", {"info": schema["info"], "operations": operations, "shapes": shapes})


@csrf_exempt
def nothing_here(_request: HttpRequest) -> HttpResponse:
    """Answer in JSON that this address does not exist."""
    return JsonResponse({"detail": "There is no such address."}, status=404)


def _operation(path: str, call: dict[str, Any]) -> Operation:
    answers = [(str(status), answer.get("description", "")) for status, answer in call["responses"].items()]
    return Operation(
        path=path,
        summary=call["summary"],
        description=call.get("description", ""),
        parameters=tuple(_parameter(entry) for entry in call.get("parameters", [])),
        answers=tuple(answers),
    )


def _parameter(entry: dict[str, Any]) -> Parameter:
    shape = entry["schema"]
    description = entry.get("description") or shape.get("description") or _first_description(shape)
    return Parameter(entry["name"], entry["in"], _kind(shape), description, entry.get("required", False))


def _first_description(shape: dict[str, Any]) -> str:
    return next((part["description"] for part in shape.get("anyOf", []) if "description" in part), "")


def _fields(shape: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(name, _kind(field), field.get("description", "")) for name, field in shape.get("properties", {}).items()]


def _kind(shape: dict[str, Any]) -> str:
    """Say in a few words what a value looks like."""
    if "anyOf" in shape:
        return " | ".join(_kind(part) for part in shape["anyOf"])
    if "$ref" in shape:
        return str(shape["$ref"]).rsplit("/", 1)[-1]
    if "enum" in shape:
        return " | ".join(str(value) for value in shape["enum"])
    if shape.get("type") == "array":
        return f"[{_kind(shape.get('items', {}))}]"
    return str(shape.get("format") or shape.get("type") or "")
