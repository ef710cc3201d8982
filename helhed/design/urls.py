from django.urls import path

from helhed.design import views

app_name = "design"
urlpatterns = [
    path("", views.style_guide, name="style-guide"),
    path("<slug:look>/", views.style_guide_page, name="style-guide-page"),
]
