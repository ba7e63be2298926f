"""The addresses of assessment in the workbench."""

from django.urls import path

from bening.systems.assessment.views import answers, mayor, papers, rounds, sheets, starting

app_name = "assessment"
_ANSWER = "penilaian/indikator/<uuid:answer_id>/"
_ROUND = "penilaian/<uuid:round_id>/"
_SHEET = "penilaian/lembar/<uuid:staged_id>/"
urlpatterns = [
    path("ringkasan/", mayor.summary, name="mayor"),
    path("ringkasan.pdf", mayor.printed, name="mayor_pdf"),
    path("penilaian/", rounds.rounds, name="rounds"),
    path("penilaian/mulai/", starting.start, name="start"),
    path(_ROUND, rounds.round_, name="round"),
    path(f"{_ROUND}tutup/", rounds.close, name="close"),
    path(f"{_ROUND}tutup/mandiri/", rounds.closing, {"opinion": "self"}, name="close_self"),
    path(f"{_ROUND}tutup/internal/", rounds.closing, {"opinion": "internal"}, name="close_internal"),
    path(f"{_ROUND}tutup/luar/", rounds.closing, {"opinion": "outside"}, name="close_outside"),
    path(f"{_ROUND}keadaan/", rounds.state_facts, name="state_facts"),
    path(f"{_ROUND}ingatkan/", rounds.remind, name="remind"),
    path(f"{_ROUND}pandangan/", rounds.opinions, name="opinions"),
    path(f"{_ROUND}pleno/", rounds.plenary, name="plenary"),
    path(f"{_ROUND}koreksi/", rounds.correct, name="correct"),
    path(f"{_ROUND}lembar.xlsx", sheets.worksheet, name="worksheet"),
    path(f"{_ROUND}lembar/", sheets.import_, {"kind": "answers"}, name="import_answers"),
    path(f"{_ROUND}serahkan.xlsx", sheets.handing_sheet, name="handing_sheet"),
    path(f"{_ROUND}serahkan/", sheets.import_, {"kind": "handing"}, name="import_handing"),
    path(_SHEET, sheets.staged, name="staged"),
    path(f"{_SHEET}perbaikan.xlsx", sheets.rejected, name="rejected"),
    path(f"{_SHEET}terapkan/", sheets.apply, name="apply"),
    path(f"{_SHEET}buang/", sheets.drop, name="drop"),
    path(f"{_ROUND}berita-acara.pdf", papers.record, name="record"),
    path(f"{_ROUND}bawa-pulang/", papers.take_away, name="take_away"),
    path(_ANSWER, answers.answer, name="answer"),
    path(f"{_ANSWER}simpan/", answers.save, name="save"),
    path(f"{_ANSWER}langkah/", answers.move, name="move"),
    path(f"{_ANSWER}temuan/internal/", answers.find, {"opinion": "internal"}, name="find_internal"),
    path(f"{_ANSWER}temuan/luar/", answers.find, {"opinion": "outside"}, name="find_outside"),
    path(f"{_ANSWER}pleno/", answers.decide, name="decide"),
    path(f"{_ANSWER}pesan/", answers.remark, name="remark"),
    path(f"{_ANSWER}atur/", answers.arrange, name="arrange"),
    path(f"{_ANSWER}bukti/", answers.place, name="place"),
    path(f"{_ANSWER}alihkan/", answers.reassign, name="reassign"),
]
