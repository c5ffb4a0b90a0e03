import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="General",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
            ],
            options={
                "permissions": (
                    ("basic_access", "Can read capitals with CapTrack Desktop"),
                    ("snooze_access", "Can snooze and acknowledge for every CapTrack Desktop"),
                    ("admin_access", "Can publish the policy for every CapTrack Desktop"),
                ),
                "managed": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Acknowledgement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject_id", models.BigIntegerField(help_text="EVE's id of the character it is about", unique=True)),
                ("stands", models.BooleanField(default=False, help_text="False: cleared")),
                (
                    "decided_at",
                    models.DateTimeField(help_text="When somebody decided it, at the desk; never later than stored"),
                ),
                ("stored_at", models.DateTimeField(db_index=True, help_text="When it reached this server")),
                (
                    "by_id",
                    models.BigIntegerField(default=None, help_text="The main character of who decided", null=True),
                ),
                ("by_name", models.CharField(default="", max_length=254)),
                ("why", models.CharField(default=None, max_length=200, null=True)),
                ("hulls", models.JSONField(default=list, help_text="Keys of the hulls that alerted then")),
            ],
            options={
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="PolicyRevision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.PositiveIntegerField(help_text="1, 2, 3 …", unique=True)),
                ("policy", models.TextField(default=None, help_text="JSON object; none: taken back", null=True)),
                ("published_at", models.DateTimeField()),
                ("by_id", models.BigIntegerField(default=None, null=True)),
                ("by_name", models.CharField(default="", max_length=254)),
            ],
            options={
                "verbose_name": "policy revision",
                "ordering": ("-revision",),
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="Snooze",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject_id", models.BigIntegerField(help_text="EVE's id of the character it is about", unique=True)),
                ("stands", models.BooleanField(default=False, help_text="False: cleared")),
                (
                    "decided_at",
                    models.DateTimeField(help_text="When somebody decided it, at the desk; never later than stored"),
                ),
                ("stored_at", models.DateTimeField(db_index=True, help_text="When it reached this server")),
                (
                    "by_id",
                    models.BigIntegerField(default=None, help_text="The main character of who decided", null=True),
                ),
                ("by_name", models.CharField(default="", max_length=254)),
                ("why", models.CharField(default=None, max_length=200, null=True)),
                ("since", models.DateTimeField(default=None, null=True)),
                ("until", models.DateTimeField(default=None, help_text="None: until cleared", null=True)),
            ],
            options={
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="ConnectCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(help_text="What the token will be called", max_length=60)),
                ("code_hash", models.CharField(help_text="SHA-256 of the code, in hex", max_length=64, unique=True)),
                (
                    "challenge",
                    models.CharField(
                        help_text="SHA-256 of the desk's verifier, base64url without padding", max_length=43
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "connect code",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="JournalEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(db_index=True)),
                ("by_name", models.CharField(help_text="Kept when the account is gone", max_length=254)),
                ("token_name", models.CharField(default="", help_text="Empty: not through a token", max_length=60)),
                (
                    "action",
                    models.CharField(
                        choices=[
                            ("token_created", "token created"),
                            ("token_revoked", "token revoked"),
                            ("snoozed", "snoozed"),
                            ("snooze_cleared", "snooze cleared"),
                            ("acknowledged", "acknowledged"),
                            ("acknowledgement_cleared", "acknowledgement cleared"),
                            ("policy_published", "policy published"),
                            ("policy_withdrawn", "policy withdrawn"),
                            ("imported", "imported from aa-captrack"),
                        ],
                        max_length=32,
                    ),
                ),
                ("subject", models.CharField(default="", help_text="Whom or what it is about", max_length=100)),
                ("old", models.TextField(default="", help_text="JSON of what was; empty: nothing")),
                ("new", models.TextField(default="", help_text="JSON of what is")),
                (
                    "user",
                    models.ForeignKey(
                        default=None,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "journal entry",
                "verbose_name_plural": "journal",
                "ordering": ("-at", "-pk"),
                "default_permissions": ("view",),
            },
        ),
        migrations.CreateModel(
            name="Token",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "name",
                    models.CharField(help_text="What its owner calls it, usually the computer it is on", max_length=60),
                ),
                ("token_hash", models.CharField(help_text="SHA-256 of the token, in hex", max_length=64, unique=True)),
                ("hint", models.CharField(help_text="The last four characters, to tell tokens apart", max_length=4)),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("last_used_at", models.DateTimeField(default=None, help_text="Exact to a minute", null=True)),
                ("revoked_at", models.DateTimeField(default=None, null=True)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="captrack_tokens",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "token",
                "ordering": ("-created_at",),
                "default_permissions": ("view", "change"),
            },
        ),
    ]
