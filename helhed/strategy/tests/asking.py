"""Pages asked for by name."""

from django.urls import reverse


def page(client, name, /, *keys, **query):
    answer = client.get(reverse(f"strategy:{name}", args=[key.pk for key in keys]), query)
    assert answer.status_code == 200
    return answer.content.decode()


def post(client, name, /, *keys, **data):
    return client.post(reverse(f"strategy:{name}", args=[key.pk for key in keys]), data)
