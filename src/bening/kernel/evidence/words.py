"""What is said to people: why something is not taken or not possible now, and what to do next."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SENTENCES: Mapping[str, Promise] = {
    # files
    "empty": _("Berkas ini kosong. Periksa berkasnya, lalu unggah lagi."),
    "too_large": _("Berkas ini lebih besar daripada 25 MB. Perkecil atau bagi menjadi beberapa berkas."),
    "kind_not_taken": _(
        "Jenis berkas ini tidak diterima. Unggah PDF, JPEG, PNG, WebP, DOCX, XLSX, PPTX, ODT, ODS, CSV, atau TXT."
    ),
    "disguised": _(
        "Isi berkas ini tidak sesuai dengan akhiran namanya. Simpan ulang dari program asalnya, lalu unggah lagi."
    ),
    "two_kinds": _(
        "Berkas ini memuat berkas lain di dalamnya. Simpan ulang dari program asalnya atau sebagai PDF baru."
    ),
    "program": _("Berkas ini adalah program, bukan dokumen. Program tidak diterima."),
    "page": _("Berkas ini adalah halaman web. Cetak halamannya ke PDF, atau catat alamatnya sebagai alamat web."),
    "macros": _("Berkas ini memuat makro. Simpan tanpa makro (DOCX, XLSX, atau PPTX), lalu unggah lagi."),
    "locked": _("Berkas ini terkunci dengan kata sandi. Buka kuncinya, simpan, lalu unggah lagi."),
    "locked_or_old_office": _(
        "Berkas Office ini terkunci atau berformat lama. Simpan sebagai DOCX, XLSX, PPTX, atau PDF tanpa kata sandi."
    ),
    "broken": _("Berkas ini rusak dan tidak dapat dibaca. Simpan ulang dari program asalnya, lalu unggah lagi."),
    "bomb": _("Isi berkas ini terlalu besar setelah dibuka. Perkecil gambarnya atau bagi berkasnya."),
    "too_heavy": _("Berkas ini terlalu berat untuk dibaca. Bagi menjadi beberapa berkas atau simpan sebagai PDF baru."),
    "too_many_pages": _("PDF ini lebih dari 1.000 halaman. Bagi menjadi beberapa berkas."),
    "too_much_text": _("Teks berkas ini terlalu panjang untuk diperiksa. Bagi menjadi beberapa berkas."),
    "no_such_page": _("Halaman ini tidak ada."),
    "no_file": _("Belum ada berkas yang dipilih. Pilih satu berkas atau lebih, lalu unggah."),
    "too_many_files": _("Paling banyak 20 berkas sekali unggah. Sisanya dapat diunggah sesudahnya."),
    "upload_too_large": _("Semua berkas bersama lebih besar daripada 200 MB. Unggah dalam beberapa kali."),
    # addresses
    "no_url": _("Alamat ini tidak dapat dipakai. Tulis alamat lengkap, misalnya https://contoh.go.id/halaman."),
    "not_public": _("Alamat ini bukan alamat publik. Unggah isinya sebagai berkas."),
    "web_silent": _("Situsnya tidak menjawab dalam 10 detik. Alamat tercatat tanpa salinan."),
    "web_refused": _("Situsnya menolak memberi halaman ini. Alamat tercatat tanpa salinan."),
    "web_turns": _("Alamat ini mengalihkan terlalu banyak kali. Alamat tercatat tanpa salinan."),
    "web_too_large": _("Isi alamat ini lebih besar daripada 10 MB. Alamat tercatat tanpa salinan."),
    # state
    "withdrawal_asked": _("Penarikan bukti ini sedang menunggu pengesahan. Tunggu keputusannya."),
    "withdrawn": _("Bukti ini sudah ditarik dan isinya sudah dimusnahkan. Unggah berkas lain."),
    "nothing_to_publish": _("Bukti ini tidak memuat berkas, jadi tidak ada yang dapat diterbitkan."),
    "nothing_to_withdraw": _("Bukti ini tidak memuat berkas, jadi tidak ada yang dapat dimusnahkan."),
    "no_content": _("Bukti ini tidak memuat berkas."),
    "already_public": _("Bukti ini sudah terbit. Batalkan terbitnya sebelum memeriksa lagi."),
    "not_public_now": _("Bukti ini tidak sedang terbit."),
    "not_scanned": _("Bukti ini belum diperiksa. Periksa dahulu, lalu terbitkan."),
    "pages_open": _("Masih ada halaman yang belum Anda lihat. Lihat dan sahkan setiap halaman yang ditandai."),
    "carries_more": _(
        "Berkas Office ini memuat gambar atau berkas lain yang tidak dapat diperiksa satu per satu."
        " Simpan sebagai PDF, unggah sebagai versi baru, lalu terbitkan versi itu."
    ),
    "page_not_published": _("Salinan halaman web tidak diterbitkan. Tautkan alamatnya, atau unggah sebagai PDF."),
    "has_newer": _("Sudah ada versi yang lebih baru. Buka versi terbaru, lalu tambahkan versi di sana."),
    "no_title": _("Judul belum diisi. Tulis judul paling banyak 150 huruf."),
    "marked": _("Isian di bawah belum dapat diterima. Perbaiki yang ditandai, lalu kirim lagi."),
    "no_place": _("Tempat simpan belum diisi. Tulis di mana kertasnya dapat dilihat."),
    "no_reason": _("Alasan belum diisi. Pilih dasar penarikan dan tulis alasannya dalam satu atau dua kalimat."),
    "changed": _("Bukti ini baru saja diubah orang lain. Periksa keadaannya sekarang, lalu ulangi."),
}


def say(key: str) -> str:
    """Return the sentence of a key."""
    return str(SENTENCES[key])
