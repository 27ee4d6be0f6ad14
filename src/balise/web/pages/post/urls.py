"""Where a post is."""

from __future__ import annotations

from django.urls import path

from balise.web.pages.post.views import post

urlpatterns = [path("post", post, name="post")]
