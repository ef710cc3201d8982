from django.urls import path

from helhed.desk import views_pin

pin_patterns = [
    path("pin/", views_pin.pin, name="pin"),
    path("pin/<uuid:user_id>/", views_pin.pin_of, name="pin-of"),
    path("lock/", views_pin.lock, name="lock"),
    path("shared-computer/", views_pin.shared_computer, name="shared-computer"),
    path("shared-computer/forget/", views_pin.forget_computer, name="forget-computer"),
]
