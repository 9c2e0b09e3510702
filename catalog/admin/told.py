"""What the library tells of its own past: staff read it, and nobody edits it."""


class ToldMixin:
    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
