"""What the built-in papers say, for `paper_templates.py`."""  # noqa: INP001 - beside a script, not in a package

from paper_layout import annex, gap, heading, listed, numbers, paragraph, room, run, signed, table, text, titled

from danvan_cli.exporting.papers.forms import OFFICE, OFFICE_WITHIN, SYMBOLS, Form
from danvan_cli.exporting.papers.year_paragraph import AWARDS, PARTS, SHARE, WHOSE

KINDS = {
    "bao-cao": ("BÁO CÁO", "Kết quả phong trào thi đua “Dân vận khéo” năm {{ nam }}"),
    "to-trinh": ("TỜ TRÌNH", "Về việc công nhận mô hình “Dân vận khéo” năm {{ nam }}"),
    "quyet-dinh": ("QUYẾT ĐỊNH", "Về việc công nhận mô hình “Dân vận khéo” năm {{ nam }}"),
    "danh-sach": ("DANH SÁCH", "Mô hình “Dân vận khéo” được công nhận năm {{ nam }}"),
}
_UNKNOWN = 'khong_co="(chưa có số liệu)"'
_WHO = "{% if m.nguoi %}{{ m.nguoi }}, {% endif %}{{ m.don_vi }}"  # of an individual's model the person is named
_LISTED = (("TT", "stt", 8), ("Tên mô hình", "ten", 42), ("Cá nhân, đơn vị", _WHO, 30))
_YEAR = "{% if nhieu_nam %}, năm{% endif %}"  # of several years, each row says of which it is
_LEVEL = "{{ m.cap }}{% if nhieu_nam %}, {{ m.nam }}{% endif %}"
_RECOGNIZED = (*_LISTED, (f"Cấp công nhận{_YEAR}", _LEVEL, 20))
_NOMINATED = (*_LISTED, (f"Cấp xét{_YEAR}", _LEVEL, 20))
_OF_UNIT = "{% if don_vi %} của {{ don_vi }}{% endif %}"


END = paragraph(run("{%p endif %}", 12))


def _annex(form: Form, paper: str, title: str, body: str) -> str:
    return annex(form, KINDS[paper][0], SYMBOLS[paper], title, body)


def begin(measure: str) -> str:
    """Return what begins that which stands there only if something is on record."""
    return paragraph(run(f'{{%p if co("{measure}") %}}', 12))


def report(form: Form) -> str:
    """Return the text of the year's report."""
    part = [
        text(form, "I. Lãnh đạo, chỉ đạo", "b", keeps_with_next=True),
        text(form, "[Văn bản đã ban hành, việc đã triển khai.]"),
        text(form, "II. Kết quả", "b", keeps_with_next=True),
        text(
            form,
            f'Năm {{{{ nam }}}}{WHOSE} đã đăng ký {{{{ so("dang-ky", {_UNKNOWN}) }}}} mô hình “Dân vận khéo”.',
        ),
        begin("dang-ky"),
        text(form, "Đăng ký theo lĩnh vực:", keeps_with_next=True),
        numbers(form, '{{ bang("dang-ky", theo="linh-vuc,loai") }}'),
        END,
        begin("cong-nhan"),
        text(
            form,
            'Đã công nhận {{ so("cong-nhan") }} mô hình{% if co("dang-ky") %}, đạt '
            f"{SHARE} số đăng ký{{% endif %}}; trong đó {PARTS}. Theo cấp:",
            keeps_with_next=True,
        ),
        numbers(form, '{{ bang("cong-nhan", theo="cap,loai") }}'),
        END,
        begin("khen-thuong"),
        text(form, f"Đã khen thưởng {AWARDS}:", keeps_with_next=True),
        numbers(form, '{{ bang("khen-thuong", theo="hinh-thuc,loai") }}'),
        END,
        text(form, "III. Hạn chế, nguyên nhân", "b", keeps_with_next=True),
        text(form, "[…]"),
        text(form, "IV. Nhiệm vụ, giải pháp", "b", keeps_with_next=True),
        text(form, "[…].", keeps_with_next=True),
        signed(form),
        begin("cong-nhan"),
        _annex(form, "bao-cao", "PHỤ LỤC: MÔ HÌNH ĐƯỢC CÔNG NHẬN", listed(form, "cong-nhan", _RECOGNIZED)),
        END,
        text(form, "{{ ghi_chu() }}", "i", size=form.recipients_list),
    ]
    return "".join(part)


def proposal(form: Form) -> str:
    """Return the text of the proposal."""
    unknown = f'{{{{ so("de-nghi-cong-nhan", {_UNKNOWN}) }}}}'
    return "".join(
        [
            paragraph(run("Kính trình: [cấp có thẩm quyền]", form.body)),
            paragraph(run("", form.body)),
            text(form, "Căn cứ [văn bản]; căn cứ kết quả khảo sát, đánh giá của các đơn vị;"),
            text(
                form,
                f"{OFFICE_WITHIN} kính trình xem xét, công nhận {unknown} mô hình “Dân vận khéo”{_OF_UNIT} năm "
                "{{ nam }} (có danh sách kèm theo).",
            ),
            signed(form),
            _annex(form, "to-trinh", "DANH SÁCH ĐỀ NGHỊ", listed(form, "de-nghi-cong-nhan", _NOMINATED)),
        ]
    )  # fmt: skip


def decision(form: Form) -> str:
    """Return the text of the decision."""
    number = f'{{{{ so("cong-nhan", "cap=co-quan", {_UNKNOWN}) }}}}'  # an office decides what it recognizes itself
    marks = ("i",) if form.is_basis_italic else ()
    return "".join(
        [
            text(form, "Căn cứ [quy định về chức năng, nhiệm vụ];", *marks),
            text(form, "Xét đề nghị của [đơn vị],", *marks),
            gap(form.between)
            + paragraph(run("[NGƯỜI HOẶC CƠ QUAN] QUYẾT ĐỊNH", form.body, "b"))
            + gap(2 * form.between),
            text(
                form,
                f"Điều 1. Công nhận {number} mô hình “Dân vận khéo”{_OF_UNIT} năm {{{{ nam }}}} "
                "(có danh sách kèm theo).",
            ),
            text(form, "Điều 2. [Các đơn vị, cá nhân có liên quan] chịu trách nhiệm thi hành quyết định này."),
            text(form, "Điều 3. Quyết định này có hiệu lực từ ngày ký.", keeps_with_next=True),
            signed(form),
            _annex(
                form,
                "quyet-dinh",
                "DANH SÁCH MÔ HÌNH ĐƯỢC CÔNG NHẬN",
                listed(form, "cong-nhan", _RECOGNIZED, "cap=co-quan"),
            ),
        ]
    )


def plain_list(form: Form) -> str:
    """Return the list of what was recognized."""
    return (
        listed(form, "cong-nhan", _RECOGNIZED)
        + text(form, "{{ ghi_chu() }}", "i", size=form.recipients_list)
        + signed(form)
    )


def certificates(form: Form) -> str:
    """Return a certificate, a page for each award."""
    size = form.body
    new_page = "<w:pageBreakBefore/>"
    empty = paragraph(run("", size))
    usual = "Đã có thành tích trong phong trào thi đua “Dân vận khéo” năm {{ nam }}"
    merit = f"{{% if m.thanh_tich %}}{{{{ m.thanh_tich }}}}{{% else %}}{usual}{{% endif %}}"
    day = f"{{% if m.ngay_quyet_dinh %}}{form.before_day}{{{{ m.ngay_quyet_dinh | ngay_thang }}}}{{% endif %}}"
    decided = f"{{% if m.quyet_dinh %}}Theo Quyết định số {{{{ m.quyet_dinh }}}}{day}{{% endif %}}"
    issuer = f"{{% if m.co_quan %}}{{{{ m.co_quan | upper }}}}{{% else %}}{OFFICE}{{% endif %}}"
    left = room(form) * 2 // 5
    return "".join(
        [
            paragraph(run('{%p for m in danh_sach("khen-thuong") %}', size)),
            paragraph(run(form.nation[0][0], form.nation[0][1], "b"), before=new_page),
            *[paragraph(run(words, words_size, "b")) for words, words_size in form.nation[1:]],
            empty,
            paragraph(run(issuer, form.kind, "b")),
            empty,
            paragraph(run("TẶNG", form.kind, "b")),
            paragraph(run("{{ m.hinh_thuc | upper }}", form.kind + 10, "b")),
            empty,
            paragraph(run("{{ m.nguoi_nhan }}", form.kind + 4, "b")),
            paragraph(run("{% if m.chuc_vu %}{{ m.chuc_vu }}, {% endif %}{{ m.don_vi }}", size)),
            empty,
            paragraph(run(merit, size)),
            empty,
            table(
                (left, room(form) - left),
                [
                    (
                        paragraph(run(decided, size), align="left"),
                        paragraph(run("[Nơi ban hành], {{ ngay | ngay_thang }}", size, "i"))
                        + paragraph(run(f"[{form.acting} …]", size, "b"))
                        + paragraph(run("[CHỨC VỤ]", size))
                        + empty * 4
                        + paragraph(run("[Họ và tên]", size, "b")),
                    )
                ],
            ),
            paragraph(run("{%p endfor %}", size)),
        ]
    )  # fmt: skip


_TEXTS = {"bao-cao": report, "to-trinh": proposal, "quyet-dinh": decision, "danh-sach": plain_list}


def body_of(paper: str, form: Form) -> str:
    """Return the body of a template."""
    if paper == "giay-khen":
        return certificates(form)
    kind, subject = KINDS[paper]
    return heading(form, SYMBOLS[paper]) + titled(form, kind, subject) + _TEXTS[paper](form)
