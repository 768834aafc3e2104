import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("prospects", "0030_list_orders")]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='opportunity',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='prospect',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='prospectphone',
            name='insert_insert',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='opportunity',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "prospects_opportunityevent" ("amount", "analyst_id", "archived_at", "branch_id", "expected_close_on", "holder", "id", "loss_note", "loss_reason_id", "owner_id", "partner_id", "paused_until", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product_id", "project_id", "prospect_id", "stage", "status", "unit_id") SELECT new_values."amount", new_values."analyst_id", new_values."archived_at", new_values."branch_id", new_values."expected_close_on", new_values."holder", new_values."id", new_values."loss_note", new_values."loss_reason_id", new_values."owner_id", new_values."partner_id", new_values."paused_until", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."product_id", new_values."project_id", new_values."prospect_id", new_values."stage", new_values."status", new_values."unit_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='57145fd5c8c599344c6b632b1d5582c32f8ab8fd', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_1e894', referencing='REFERENCING NEW TABLE AS new_values ', table='prospects_opportunity', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='prospect',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "prospects_prospectevent" ("address", "archived_at", "area_code", "birth_date", "branch_id", "contact_basis", "email", "employment", "id", "kind", "marital_status", "name", "notes", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "referrer_name", "segment", "sex", "source", "status") SELECT new_values."address", new_values."archived_at", new_values."area_code", new_values."birth_date", new_values."branch_id", new_values."contact_basis", new_values."email", new_values."employment", new_values."id", new_values."kind", new_values."marital_status", new_values."name", new_values."notes", new_values."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."phone", new_values."referrer_name", new_values."segment", new_values."sex", new_values."source", new_values."status" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a67b7296c3bd99584b5942d5de825331d29e9913', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_efc81', referencing='REFERENCING NEW TABLE AS new_values ', table='prospects_prospect', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='prospectphone',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "prospects_prospectphoneevent" ("do_not_call", "id", "is_primary", "note", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "prospect_id", "use") SELECT new_values."do_not_call", new_values."id", new_values."is_primary", new_values."note", new_values."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', new_values."id", new_values."prospect_id", new_values."use" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='1c415d6681113d49ed789c6889905289599bab55', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_0a92d', referencing='REFERENCING NEW TABLE AS new_values ', table='prospects_prospectphone', when='AFTER')),
        ),
    ]
