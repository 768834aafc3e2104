import re

from django.db import migrations, models

from core import sealed_files
from core.crypto import field_aad

# As before, and also by single versions: of a row that a merge carried to somebody else only those
# that led to the erased person are emptied. Old code calls it without the last argument.
ERASE_HISTORY = """
DROP FUNCTION erase_history(bigint, text, bigint[], jsonb);
CREATE FUNCTION erase_history(
    person bigint, event_table text, keys bigint[], blanks jsonb, by_version boolean DEFAULT false
) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    changed bigint;
    assignments text;
    found_by text := CASE WHEN by_version THEN 'pgh_id' ELSE 'pgh_obj_id' END;
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM prospects_prospect p JOIN prospects_erasedperson e USING (public_id)
        WHERE p.id = person AND p.erased_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'this person is not erased';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM information_schema.columns
        WHERE table_schema = 'public' AND table_name = event_table AND column_name = 'pgh_obj_id'
    ) THEN
        RAISE EXCEPTION '% holds no change history', event_table;
    END IF;
    IF blanks IS NULL THEN
        EXECUTE format('DELETE FROM %I WHERE %I = ANY($1)', event_table, found_by) USING keys;
    ELSIF blanks = '{}'::jsonb THEN
        RETURN 0;
    ELSE
        SELECT string_agg(format('%I = %L', key, value), ', ') INTO assignments
        FROM jsonb_each_text(blanks);
        EXECUTE format('UPDATE %I SET %s WHERE %I = ANY($1)', event_table, assignments, found_by)
        USING keys;
    END IF;
    GET DIAGNOSTICS changed = ROW_COUNT;
    INSERT INTO org_auditentry (at, action, object_type, object_id, request_id, detail)
    SELECT now(), 'history.erased', 'prospect', p.public_id, '',
           jsonb_build_object('table', event_table, 'rows', changed)
    FROM prospects_prospect p WHERE p.id = person;
    RETURN changed;
END
$$;
REVOKE ALL ON FUNCTION erase_history(bigint, text, bigint[], jsonb, boolean) FROM PUBLIC;
DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'aoportal_app') THEN
        GRANT EXECUTE ON FUNCTION erase_history(bigint, text, bigint[], jsonb, boolean)
        TO aoportal_app;
    END IF;
END
$$;
"""
LONG_NUMBER = re.compile(r"\d{8,}")  # as `prospects.finance.slik.kept_name` masks new names


def seal_copies(apps, schema_editor):
    """Seal the copies of data that lie in the open; they stay for a week at most."""
    model = apps.get_model("prospects.DataCopy")
    for key in list(model.objects.exclude(as_json=None).values_list("pk", flat=True)):
        row = model.objects.select_related("request").get(pk=key)
        aad = field_aad("prospects.DataCopy", row.request.public_id, "key")
        row.key_cipher = sealed_files.new_key(aad)
        for form in ("json", "pdf"):
            content = bytes(getattr(row, f"as_{form}") or b"")
            sealed = sealed_files.seal(content, name=form, sealed_key=row.key_cipher, aad=aad)
            setattr(row, f"as_{form}", sealed)
        row.save()


def mask_names(apps, schema_editor):
    """Mask identity numbers in the names of SLIK files that were kept before names were masked."""
    for label in ("SlikCheckEvent", "SlikCheck"):
        rows = apps.get_model("prospects", label)._base_manager
        told = rows.filter(file_name__regex=r"\d{8,}").values_list("pk", "file_name")
        for key, name in list(told):
            masked = LONG_NUMBER.sub(lambda found: "•" * len(found[0]), name)
            rows.filter(pk=key).update(file_name=masked)


class Migration(migrations.Migration):
    dependencies = [("prospects", "0025_exports")]

    operations = [
        migrations.AddField(
            model_name="datacopy", name="key_cipher", field=models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
        migrations.RunPython(seal_copies, migrations.RunPython.noop),
        migrations.RunPython(mask_names, migrations.RunPython.noop),
        migrations.RunSQL(
            ERASE_HISTORY,
            "DROP FUNCTION erase_history(bigint, text, bigint[], jsonb, boolean)",
        ),
    ]
