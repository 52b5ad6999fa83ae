"""钥匙登记表: a base's keys as digits and QR, stamped and sent on another way than the file they are compared with."""

from __future__ import annotations

from dataclasses import dataclass

from app.documents.papers.model import Field, FormKind, FormRow, Kind


@dataclass(frozen=True)
class EnrolmentForm:
    """One page of the form: holder and forty digits of each key, `token` the text of its QR code."""

    base: str
    contest: str
    made_at: str
    page: str
    base_key: str
    certificate_key: str
    first_chief: str
    second_chief: str
    token: str


TRUST_PAPERS: dict[str, Kind] = {
    "enrolment": FormKind(
        "钥匙登记表",
        EnrolmentForm,
        (
            FormRow(12, (Field("赛区（基地）", "base", 180),)),
            FormRow(12, (Field("竞赛编号", "contest", 180),)),
            FormRow(12, (Field("生成时间", "made_at", 90), Field("第几张", "page", 90))),
            FormRow(22, (Field("基地钥匙", "base_key", 180),)),
            FormRow(22, (Field("证书钥匙", "certificate_key", 180),)),
            FormRow(26, (Field("裁判长钥匙", "first_chief", 180),)),
            FormRow(26, (Field("裁判长钥匙", "second_chief", 180),)),
            FormRow(
                30,
                (
                    Field("裁判长\n签字", "", 90, 22, sign="　　年　　月　　日"),
                    Field("赛区负责人", "", 90, 22, sign="（盖章）　　年　　月　　日"),
                ),
            ),
            FormRow(
                30,
                (
                    Field("省办核对\n四十位数字", "", 90, 22, sign="逐组相同　　年　　月　　日"),
                    Field("省办复核", "", 90, 22, sign="　　年　　月　　日"),
                ),
            ),
        ),
        qr="token",
        qr_side=36.0,
        note="本表盖章后邮寄或当面交省办，不与文件走同一条路。省办读二维码或文件，按本表逐组核对四十位数字，"
        "有一位不同就不登记。数字和二维码都不含口令，可以给人看。",
    ),
}
