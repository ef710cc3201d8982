from django.urls import path

from helhed.desk import views_night

night_patterns = [
    path("night/", views_night.night, name="night"),
    path("night/free/", views_night.free_beds, name="free-beds"),
    path("night/hand-over/", views_night.night_handover, name="night-handover"),
    path("night/hand-over/print/", views_night.print_handover, name="print-handover"),
    path("night/beds/<uuid:bed_key>/", views_night.book_bed, name="book-bed"),
    path(
        "night/beds/<uuid:bed_key>/take/<uuid:citizen_id>/", views_night.take_bed, name="take-bed"
    ),
    path("night/beds/<uuid:bed_key>/arrive/", views_night.arrive, name="arrive"),
    path("night/stays/<uuid:stay_id>/bed/", views_night.change_bed, name="change-bed"),
    path("homes/<uuid:tenancy_id>/move-in/", views_night.move_into_home, name="move-into-home"),
    path("homes/<uuid:tenancy_id>/lose/", views_night.lose_tenancy, name="lose-tenancy"),
]
