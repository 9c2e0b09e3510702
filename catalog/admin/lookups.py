"""What a list may be narrowed by in its address."""

from django.contrib import admin


class OwnLookups(admin.ModelAdmin):
    """Not by what others join to a row: whether any is found would tell of rows not shown."""

    def lookup_allowed(self, lookup, value, request=None):
        joined = {relation.name for relation in self.opts.related_objects}
        named = {getattr(one, "parameter_name", "") for one in self.get_list_filter(request)}
        if lookup.partition("__")[0] in joined and lookup not in named:
            return False
        return super().lookup_allowed(lookup, value, request)
