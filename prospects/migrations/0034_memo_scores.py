
import core.public_id
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.manager
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('org', '0008_handover'),
        ('prospects', '0033_nib_search'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='MemoScore',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('public_id', core.public_id.PublicIdField()),
                ('created_at', models.DateTimeField(editable=False)),
                ('updated_at', models.DateTimeField(editable=False)),
                ('removed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('character', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='5C: Character')),
                ('capacity', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='5C: Capacity')),
                ('capital', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='5C: Capital')),
                ('security', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='5C: Collateral')),
                ('condition', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='5C: Condition')),
                ('branch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='org.branch')),
                ('opportunity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='prospects.opportunity')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('prospect', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='prospects.prospect')),
                ('updated_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
                'base_manager_name': '_unscoped',
                'default_manager_name': '_unscoped',
            },
            managers=[
                ('_unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='ScoreSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('public_id', core.public_id.PublicIdField()),
                ('valid_from', models.DateField(verbose_name='from')),
                ('lowest', models.PositiveSmallIntegerField(default=1, verbose_name='Fewest points')),
                ('highest', models.PositiveSmallIntegerField(default=5, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='Most points')),
                ('weight_character', models.DecimalField(decimal_places=4, default=0, max_digits=7, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='5C: Character')),
                ('weight_capacity', models.DecimalField(decimal_places=4, default=0, max_digits=7, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='5C: Capacity')),
                ('weight_capital', models.DecimalField(decimal_places=4, default=0, max_digits=7, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='5C: Capital')),
                ('weight_security', models.DecimalField(decimal_places=4, default=0, max_digits=7, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='5C: Collateral')),
                ('weight_condition', models.DecimalField(decimal_places=4, default=0, max_digits=7, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='5C: Condition')),
                ('minimum', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='First limit of the total')),
                ('guide', models.TextField(blank=True, max_length=2000, verbose_name='What the points mean')),
                ('approved_at', models.DateTimeField(editable=False, null=True)),
                ('approved_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('drafted_by', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-valid_from', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='MemoScoreEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('character', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='5C: Character')),
                ('capacity', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='5C: Capacity')),
                ('capital', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='5C: Capital')),
                ('security', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='5C: Collateral')),
                ('condition', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='5C: Condition')),
                ('branch', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='org.branch')),
                ('opportunity', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='prospects.opportunity')),
                ('owner', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='id_opportunity_sheet_character_capacity_capital_security_condition_owner_branch_events', to='prospects.memoscore')),
                ('sheet', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='prospects.scoresheet')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='memoscore',
            name='sheet',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='prospects.scoresheet'),
        ),
        migrations.CreateModel(
            name='ScoreSheetEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('pgh_context_id', models.UUIDField(null=True)),
                ('id', models.BigIntegerField()),
                ('valid_from', models.DateField(verbose_name='from')),
                ('lowest', models.PositiveSmallIntegerField(default=1, verbose_name='Fewest points')),
                ('highest', models.PositiveSmallIntegerField(default=5, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='Most points')),
                ('weight_character', models.DecimalField(decimal_places=4, default=0, max_digits=7, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='5C: Character')),
                ('weight_capacity', models.DecimalField(decimal_places=4, default=0, max_digits=7, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='5C: Capacity')),
                ('weight_capital', models.DecimalField(decimal_places=4, default=0, max_digits=7, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='5C: Capital')),
                ('weight_security', models.DecimalField(decimal_places=4, default=0, max_digits=7, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='5C: Collateral')),
                ('weight_condition', models.DecimalField(decimal_places=4, default=0, max_digits=7, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='5C: Condition')),
                ('minimum', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='First limit of the total')),
                ('guide', models.TextField(blank=True, max_length=2000, verbose_name='What the points mean')),
                ('approved_by', models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('drafted_by', models.ForeignKey(db_constraint=False, editable=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='id_valid_from_lowest_highest_weight_character_weight_capacity_weight_capital_weight_security_weight_condition_minimum_guide_drafted_by_approved_by_events', to='prospects.scoresheet')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='scoresheet',
            constraint=models.CheckConstraint(condition=models.Q(('highest__gt', models.F('lowest'))), name='score_sheet_scale', violation_error_message='The most points must be above the fewest.'),
        ),
        migrations.AddConstraint(
            model_name='scoresheet',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('weight_capacity', 0), ('weight_capital', 0), ('weight_character', 0), ('weight_condition', 0), ('weight_security', 0)), ('weight_character', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.Value(Decimal('100')), '-', models.F('weight_capacity')), '-', models.F('weight_capital')), '-', models.F('weight_security')), '-', models.F('weight_condition'))), _connector='OR'), name='score_sheet_weights', violation_error_message='The weights make 100 percent, or all are 0.'),
        ),
        migrations.AddConstraint(
            model_name='scoresheet',
            constraint=models.CheckConstraint(condition=models.Q(('minimum', None), models.Q(('minimum__gte', models.F('lowest')), ('minimum__lte', models.F('highest'))), _connector='OR'), name='score_sheet_minimum', violation_error_message='The first limit lies within the scale.'),
        ),
        migrations.AddConstraint(
            model_name='scoresheet',
            constraint=models.CheckConstraint(condition=models.Q(('approved_by', None), models.Q(('approved_by', models.F('drafted_by')), _negated=True), _connector='OR'), name='score_sheet_four_eyes', violation_error_message='A second person approves it.'),
        ),
        migrations.AddConstraint(
            model_name='scoresheet',
            constraint=models.UniqueConstraint(condition=models.Q(('approved_by__isnull', False)), fields=('valid_from',), name='score_sheet_day', violation_error_message='Another sheet begins on this day already.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='scoresheet',
            trigger=pgtrigger.compiler.Trigger(name='approved_sheet_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."approved_by_id" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5f4bcd95934bf253432f232d526bffc4b7b5eaf0', operation='UPDATE OR DELETE', pgid='pgtrigger_approved_sheet_stays_bae8b', table='prospects_scoresheet', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='scoresheet',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "prospects_scoresheetevent" ("approved_by_id", "drafted_by_id", "guide", "highest", "id", "lowest", "minimum", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "weight_capacity", "weight_capital", "weight_character", "weight_condition", "weight_security") VALUES (NEW."approved_by_id", NEW."drafted_by_id", NEW."guide", NEW."highest", NEW."id", NEW."lowest", NEW."minimum", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."valid_from", NEW."weight_capacity", NEW."weight_capital", NEW."weight_character", NEW."weight_condition", NEW."weight_security"); RETURN NULL;', hash='1ed73dd055539d963a539ad1760455f7afa82a07', operation='INSERT', pgid='pgtrigger_insert_insert_2d05f', table='prospects_scoresheet', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='scoresheet',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."approved_by_id" IS DISTINCT FROM (NEW."approved_by_id") OR OLD."drafted_by_id" IS DISTINCT FROM (NEW."drafted_by_id") OR OLD."guide" IS DISTINCT FROM (NEW."guide") OR OLD."highest" IS DISTINCT FROM (NEW."highest") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."lowest" IS DISTINCT FROM (NEW."lowest") OR OLD."minimum" IS DISTINCT FROM (NEW."minimum") OR OLD."valid_from" IS DISTINCT FROM (NEW."valid_from") OR OLD."weight_capacity" IS DISTINCT FROM (NEW."weight_capacity") OR OLD."weight_capital" IS DISTINCT FROM (NEW."weight_capital") OR OLD."weight_character" IS DISTINCT FROM (NEW."weight_character") OR OLD."weight_condition" IS DISTINCT FROM (NEW."weight_condition") OR OLD."weight_security" IS DISTINCT FROM (NEW."weight_security"))', func='INSERT INTO "prospects_scoresheetevent" ("approved_by_id", "drafted_by_id", "guide", "highest", "id", "lowest", "minimum", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "weight_capacity", "weight_capital", "weight_character", "weight_condition", "weight_security") VALUES (NEW."approved_by_id", NEW."drafted_by_id", NEW."guide", NEW."highest", NEW."id", NEW."lowest", NEW."minimum", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."valid_from", NEW."weight_capacity", NEW."weight_capital", NEW."weight_character", NEW."weight_condition", NEW."weight_security"); RETURN NULL;', hash='24ff8054603c8cf9814ef57e41e9d850200de7ec', operation='UPDATE', pgid='pgtrigger_update_update_2116a', table='prospects_scoresheet', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='scoresheet',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "prospects_scoresheetevent" ("approved_by_id", "drafted_by_id", "guide", "highest", "id", "lowest", "minimum", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "weight_capacity", "weight_capital", "weight_character", "weight_condition", "weight_security") VALUES (OLD."approved_by_id", OLD."drafted_by_id", OLD."guide", OLD."highest", OLD."id", OLD."lowest", OLD."minimum", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."valid_from", OLD."weight_capacity", OLD."weight_capital", OLD."weight_character", OLD."weight_condition", OLD."weight_security"); RETURN NULL;', hash='89692a96d8270693508f36100864b9799360f0cb', operation='DELETE', pgid='pgtrigger_delete_delete_c4f1f', table='prospects_scoresheet', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='memoscore',
            constraint=models.UniqueConstraint(fields=('opportunity',), name='memo_score_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='memoscore',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "prospects_memoscoreevent" ("branch_id", "capacity", "capital", "character", "condition", "id", "opportunity_id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "security", "sheet_id") VALUES (NEW."branch_id", NEW."capacity", NEW."capital", NEW."character", NEW."condition", NEW."id", NEW."opportunity_id", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."security", NEW."sheet_id"); RETURN NULL;', hash='e6c3866125f06be7543dc032ac6ab08af1e711e5', operation='INSERT', pgid='pgtrigger_insert_insert_812a5', table='prospects_memoscore', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='memoscore',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."branch_id" IS DISTINCT FROM (NEW."branch_id") OR OLD."capacity" IS DISTINCT FROM (NEW."capacity") OR OLD."capital" IS DISTINCT FROM (NEW."capital") OR OLD."character" IS DISTINCT FROM (NEW."character") OR OLD."condition" IS DISTINCT FROM (NEW."condition") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."opportunity_id" IS DISTINCT FROM (NEW."opportunity_id") OR OLD."owner_id" IS DISTINCT FROM (NEW."owner_id") OR OLD."security" IS DISTINCT FROM (NEW."security") OR OLD."sheet_id" IS DISTINCT FROM (NEW."sheet_id"))', func='INSERT INTO "prospects_memoscoreevent" ("branch_id", "capacity", "capital", "character", "condition", "id", "opportunity_id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "security", "sheet_id") VALUES (NEW."branch_id", NEW."capacity", NEW."capital", NEW."character", NEW."condition", NEW."id", NEW."opportunity_id", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."security", NEW."sheet_id"); RETURN NULL;', hash='b19dca486306ee13112a65f91b054b62581d9960', operation='UPDATE', pgid='pgtrigger_update_update_f260f', table='prospects_memoscore', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='memoscore',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "prospects_memoscoreevent" ("branch_id", "capacity", "capital", "character", "condition", "id", "opportunity_id", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "security", "sheet_id") VALUES (OLD."branch_id", OLD."capacity", OLD."capital", OLD."character", OLD."condition", OLD."id", OLD."opportunity_id", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."security", OLD."sheet_id"); RETURN NULL;', hash='ef28fa5d12c3f500183c239203f39f5664952b93', operation='DELETE', pgid='pgtrigger_delete_delete_4cced', table='prospects_memoscore', when='AFTER')),
        ),
    ]
