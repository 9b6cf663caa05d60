"""Word documents, made with python-docx and, where it cannot, by hand."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml

from index.errors import ReadError
from index.readers import docx as reader
from index.readers import parse
from index.records import Content

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _read(fill: Callable[[Any], object]) -> Content:
    document = docx.Document()
    fill(document)
    return parse(_saved(document), "a.docx")


def _with_parts(data: bytes, replaced: dict[str, Callable[[str], str]], added: dict[str, str]) -> bytes:
    """The package with some of its XML parts changed and others put in."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, replaced[name](part.decode()) if name in replaced else part)
        for name, xml in added.items():
            new.writestr(name, xml)
    return buffer.getvalue()


def test_paragraphs_headings_lists_and_tables_in_order() -> None:
    def fill(document: Any) -> None:
        document.core_properties.title = "تقرير"
        document.add_heading("Title of it", 0)
        document.add_heading("القسم الأول", 1)
        document.add_paragraph("Some ").add_run("bold").bold = True
        document.add_paragraph("one", style="List Bullet")
        document.add_paragraph("two", style="List Number")
        document.add_heading("Sub", 2)
        table = document.add_table(2, 2)
        for cell, text in zip((c for row in table.rows for c in row.cells), ("Name", "No", "علي", "3\n4"), strict=True):
            cell.text = text
        document.add_paragraph("line\nbreak\tand tab")

    content = _read(fill)
    assert content.text == (
        "Title of it\n\nالقسم الأول\n\nSome bold\n\n- one\n- two\n\nSub\n\nName | No\nعلي | 3 4\n\nline\nbreak and tab"
    )
    assert content.title == "تقرير"
    assert [section.heading for section in content.sections] == ["Title of it", "القسم الأول", "Sub"]


def test_hidden_text_is_dropped_by_run_style_and_paragraph_style() -> None:
    def fill(document: Any) -> None:
        from docx.enum.style import WD_STYLE_TYPE

        base = document.styles.add_style("Ghost", WD_STYLE_TYPE.CHARACTER)
        base.font.hidden = True
        document.styles.add_style("Child", WD_STYLE_TYPE.CHARACTER).base_style = base
        document.styles.add_style("Ghosts", WD_STYLE_TYPE.PARAGRAPH).font.hidden = True
        paragraph = document.add_paragraph("seen ")
        paragraph.add_run("SECRET").font.hidden = True
        paragraph.add_run("SECRET", style="Child")
        paragraph.add_run("too")
        whole = document.add_paragraph("SECRET", style="Ghosts")
        whole.add_run("but this").font.hidden = False

    assert _read(fill).text == "seen too\n\nbut this"


def test_tracked_changes_links_and_content_controls() -> None:
    def fill(document: Any) -> None:
        run = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
        inner = (
            f"<w:p {W}>{run.format('a ')}<w:ins>{run.format('added ')}</w:ins>"
            "<w:del><w:r><w:delText>SECRET</w:delText></w:r></w:del>"
            f"<w:moveFrom>{run.format('SECRET')}</w:moveFrom><w:hyperlink>{run.format('linked')}</w:hyperlink>"
            "<w:r><w:instrText>SECRET</w:instrText></w:r><w:r><w:noBreakHyphen/><w:t>x</w:t><w:softHyphen/></w:r></w:p>"
        )
        body = document.element.body
        body.insert(0, parse_xml(f"<w:sdt {W}><w:sdtContent><w:p>{run.format('in a control')}</w:p></w:sdtContent></w:sdt>"))
        body.insert(1, parse_xml(inner))

    assert _read(fill).text == "in a control\n\na added linked-x"


def test_a_table_that_lays_out_the_page() -> None:
    def fill(document: Any) -> None:
        cell = document.add_table(1, 1).cell(0, 0)
        cell.text = "one"
        cell.add_paragraph("two")
        cell.add_table(1, 2).cell(0, 1).text = "inner"

    assert _read(fill).text == "one\n\ntwo\n\n| inner"


def test_footnotes_stand_below_their_paragraph() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Said so.")
    paragraph._p.append(parse_xml(f'<w:r {W}><w:footnoteReference w:id="2"/></w:r>'))
    document.add_paragraph("Next.")
    footnotes = (
        f'<?xml version="1.0"?><w:footnotes {W}><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        "<w:footnote w:id='2'><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>The source.</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    relation = f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>'
    media = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    override = f'<Override PartName="/word/footnotes.xml" ContentType="{media}"/></Types>'
    data = _with_parts(
        _saved(document),
        {
            "word/_rels/document.xml.rels": lambda xml: xml.replace("</Relationships>", relation),
            "[Content_Types].xml": lambda xml: xml.replace("</Types>", override),
        },
        {"word/footnotes.xml": footnotes},
    )
    assert parse(data, "a.docx").text == "Said so.\n\nThe source.\n\nNext."


def test_no_title_is_made_up() -> None:
    document = docx.Document()
    document.add_paragraph("text")
    data = _with_parts(_saved(document), {"_rels/.rels": lambda xml: xml.replace("core-properties", "nothing")}, {})
    assert parse(data, "a.docx").title is None


def test_styles_based_on_each_other_in_a_circle() -> None:
    document = docx.Document()
    document.add_paragraph("text", style="Body Text")
    data = _with_parts(
        _saved(document),
        {"word/styles.xml": lambda xml: xml.replace('<w:basedOn w:val="Normal"/>', '<w:basedOn w:val="BodyText"/>')},
        {},
    )
    assert parse(data, "a.docx").text == "text"


def test_an_entity_is_not_expanded() -> None:
    document = docx.Document()
    document.add_paragraph("before MARK after")
    bomb = '<!DOCTYPE x [<!ENTITY s SYSTEM "file:///etc/passwd">]>'

    def change(xml: str) -> str:
        head, _, rest = xml.partition("?>")
        return f"{head}?>{bomb}{rest.replace('MARK', '&s;')}"

    try:
        text = parse(_with_parts(_saved(document), {"word/document.xml": change}, {}), "a.docx").text
    except ReadError:
        return
    assert "root:" not in text


@pytest.mark.parametrize(
    ("limit", "part"), [("MAX_UNPACKED_BYTES", "word/media/image1.bmp"), ("MAX_XML_BYTES", "word/extra.xml")]
)
def test_a_bomb_is_refused_before_it_is_unpacked(limit: str, part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, limit, 2**20)
    buffer = io.BytesIO(_saved(docx.Document()))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(part, b"\0" * 2**21)
    assert len(buffer.getvalue()) < 100_000
    with pytest.raises(ReadError, match="unpacks to"):
        parse(buffer.getvalue(), "a.docx")


def test_damage() -> None:
    document = docx.Document()
    document.add_paragraph("text " * 500)
    data = _saved(document)
    with pytest.raises(ReadError, match="damaged"):
        parse(data[: len(data) // 2], "a.docx")
    with pytest.raises(ReadError, match="damaged"):
        parse(_with_parts(data, {"word/document.xml": lambda xml: xml[:-200]}, {}), "a.docx")


def test_no_text() -> None:
    with pytest.raises(ReadError, match="no text"):
        _read(lambda document: document.add_paragraph("  "))
