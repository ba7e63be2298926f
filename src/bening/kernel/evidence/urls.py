"""The addresses of evidence, under /bukti/; none holds a hash."""

from django.urls import path

from bening.kernel.evidence.views import adding, files, items, publication, withdrawal

app_name = "evidence"
urlpatterns = [
    path("", items.index, name="items"),
    path("tambah/", adding.add, name="add"),
    path("tambah/web/", adding.add_web, name="add_web"),
    path("tambah/kertas/", adding.add_paper, name="add_paper"),
    path("penarikan/", withdrawal.waiting, name="withdrawals"),
    path("publik/<uuid:item_id>/", files.public, name="public"),
    path("<uuid:item_id>/", items.item, name="item"),
    path("<uuid:item_id>/judul/", items.retitle, name="retitle"),
    path("<uuid:item_id>/versi/", adding.add_version, name="add_version"),
    path("<uuid:item_id>/kait/", items.link, name="link"),
    path("<uuid:item_id>/kait/<uuid:link_id>/lepas/", items.unlink, name="unlink"),
    path("<uuid:item_id>/unduh/", files.download, name="download"),
    path("<uuid:item_id>/lihat/<int:page>/", files.look, name="look"),
    path("<uuid:item_id>/gambar/<int:page>/", files.picture, name="picture"),
    path("<uuid:item_id>/terbit/", publication.show, name="publication"),
    path("<uuid:item_id>/terbit/periksa/", publication.scan, name="scan"),
    path("<uuid:item_id>/terbit/terbitkan/", publication.publish, name="publish"),
    path("<uuid:item_id>/terbit/batalkan/", publication.unpublish, name="unpublish"),
    path("<uuid:item_id>/terbit/halaman/<int:number>/", publication.page, name="publication_page"),
    path("<uuid:item_id>/terbit/halaman/<int:number>/gambar/", publication.picture, name="publication_picture"),
    path("<uuid:item_id>/terbit/halaman/<int:number>/sahkan/", publication.confirm, name="confirm_page"),
    path("<uuid:item_id>/tarik/", withdrawal.form, name="withdrawal"),
    path("<uuid:item_id>/tarik/minta/", withdrawal.ask, name="ask_withdrawal"),
    path("<uuid:item_id>/tarik/putuskan/", withdrawal.decide, name="decide_withdrawal"),
]
