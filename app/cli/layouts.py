"""The verb `layouts`: certificate layouts listed, shown, checked, taken in, written out and removed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli.shared import AsOption, JsonOption, PinOption, StoreArgument, answer, desk, whole_file
from app.documents.layout import TextElement
from app.documents.layout_check import PEOPLE, Fault, bare_stock, proof
from app.documents.layout_file import SUFFIX
from app.errors import WrongCall
from app.services import layouts as service
from app.services.layouts import Design
from app.texts import sentence

NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="版式名称 / layout")]


def register(app: typer.Typer) -> None:
    """Add the verbs to the root command."""
    layouts = typer.Typer(help="证书版式 / certificate layouts", no_args_is_help=True)
    layouts.command("list", help="列出版式 / layouts one can choose")(list_layouts)
    layouts.command("show", help="版式有哪些元素 / the elements of a layout")(show)
    layouts.command("check", help="检查版式或版式文件 / check a layout or a layout file")(check)
    layouts.command("proof", help="打一张样张 PDF / a proof page")(proof_page)
    layouts.command("import", help="导入版式文件 / take a layout file in")(import_file)
    layouts.command("export", help="导出版式和图片 / write a layout with its pictures")(export_file)
    layouts.command("remove", help="删去自己的版式 / remove a layout of this file")(remove)
    app.add_typer(layouts, name="layouts")


def list_layouts(store: StoreArgument, as_json: JsonOption = False) -> None:
    """List the layouts that came with the program and those of this file."""
    with desk(store) as at_desk:
        lines = service.layout_lines(at_desk.store)
    found = [
        {
            "key": one.key,
            "name": one.name,
            "own": one.own,
            "width": f"{one.width:g}",
            "height": f"{one.height:g}",
            "elements": one.elements,
            "pictures": one.pictures,
            "bytes": one.bytes,
            "printed": one.printed,
        }
        for one in lines
    ]
    answer(
        {"layouts": found},
        as_json,
        [
            f"{one.key}　{one.name}　{one.width:g} × {one.height:g} mm　{one.elements} 个元素，{one.pictures} 张图片"
            for one in lines
        ],
    )


def show(store: StoreArgument, name: NameArgument, as_json: JsonOption = False) -> None:
    """Show a layout element by element."""
    with desk(store) as at_desk:
        found = service.design(at_desk.store, name)
    layout = found.layout
    elements: list[dict[str, Any]] = [
        {
            "id": one.id,
            "kind": one.kind,
            "use": one.use,
            "box": [f"{side:g}" for side in one.box],
            "text": one.text if isinstance(one, TextElement) else "",
        }
        for one in layout.elements
    ]
    answer(
        {
            "name": layout.name,
            "own": found.own,
            "width": f"{layout.width:g}",
            "height": f"{layout.height:g}",
            "elements": elements,
            "pictures": sorted(found.pictures),
        },
        as_json,
        [
            f"{layout.name}　{layout.width:g} × {layout.height:g} mm",
            *(f"  {one['id']}　{one['kind']}　{', '.join(one['box'])}　{one['text']}" for one in elements),
        ],
    )


def check(store: StoreArgument, name: NameArgument, as_json: JsonOption = False) -> None:
    """Check a layout by name, or a layout file by path: status 1 when something keeps it from being printed."""
    found = _design(store, name)
    wrong = service.check(found)
    grave = [one for one in wrong if one.grave]
    answer(
        {"name": found.layout.name, "ok": not grave, "faults": [_fault(one) for one in wrong]},
        as_json,
        [
            f"{found.layout.name}：{len(grave)} 处不对，{len(wrong) - len(grave)} 处请看一眼。",
            *(f"  {sentence(one.error)}" for one in wrong),
        ],
        ok=not grave,
    )


def _fault(one: Fault) -> dict[str, Any]:
    return {"element": one.element, "code": one.error.code, "grave": one.grave, "message": sentence(one.error)}


def _design(store: str, name: str) -> Design:
    path = Path(name).expanduser()
    if path.suffix == SUFFIX:
        return service.read_file(path)
    with desk(store) as at_desk:
        return service.design(at_desk.store, name)


def proof_page(
    store: StoreArgument,
    name: NameArgument,
    out: Annotated[Path, typer.Option("--out", metavar="FILE.pdf", help="输出文件 / output file")],
    person: Annotated[str, typer.Option("--sample", help="usual、longest 或 team / made-up person")] = "usual",
    overprint: Annotated[bool, typer.Option("--overprint", help="套打：只印可变内容 / on pre-printed stock")] = False,
    stock: Annotated[bool, typer.Option("--stock", help="只印底图 / only what stands on the stock")] = False,
    as_json: JsonOption = False,
) -> None:
    """Write one page of a layout with made-up data: no number, nothing recorded."""
    if person not in PEOPLE:
        raise WrongCall("layouts.sample", sample=person, known="、".join(PEOPLE))
    found = _design(store, name)
    pdf = bare_stock(found.layout, found.pictures) if stock else proof(found.layout, found.pictures, person, overprint)
    whole_file(out, pdf)
    answer({"name": found.layout.name, "path": str(out)}, as_json, [f"样张已写入 {out}"])


def import_file(
    store: StoreArgument,
    path: Annotated[Path, typer.Argument(metavar=f"FILE{SUFFIX}", help="版式文件 / layout file")],
    name: Annotated[str, typer.Option("--name", help="存成什么名字 / another name")] = "",
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take a layout file into the contest file; a taken name gets a number behind it."""
    with desk(store, as_name, pin_file) as at_desk:
        kept, _ = service.import_layout(at_desk.store, path, by=at_desk.by, at=at_desk.at, name=name)
    answer({"name": kept}, as_json, [f"已导入版式“{kept}”"])


def export_file(
    store: StoreArgument,
    name: NameArgument,
    out: Annotated[Path, typer.Option("--out", metavar=f"FILE{SUFFIX}", help="输出文件 / output file")],
    as_json: JsonOption = False,
) -> None:
    """Write a layout with its pictures into one file."""
    with desk(store) as at_desk:
        found = service.export_layout(at_desk.store, name, out)
    document = {"name": found.layout.name, "path": str(out), "pictures": sorted(found.pictures)}
    answer(document, as_json, [f"版式“{found.layout.name}”已写入 {out}，图片 {len(found.pictures)} 张"])


def remove(
    store: StoreArgument,
    name: NameArgument,
    as_name: AsOption = None,
    pin_file: PinOption = None,
    as_json: JsonOption = False,
) -> None:
    """Remove a layout of this file; those that came with the program stay."""
    with desk(store, as_name, pin_file) as at_desk:
        service.remove_layout(at_desk.store, name, by=at_desk.by, at=at_desk.at)
    answer({"removed": name}, as_json, [f"已删去版式“{name}”"])
