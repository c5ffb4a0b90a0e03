from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("captrack_bridge", "0008_last_used")]

    operations = [
        migrations.AlterModelOptions(
            name="journalentry",
            options={
                "default_permissions": ("view",),
                "ordering": ("-at", "-pk"),
                "verbose_name": "journal entry",
                "verbose_name_plural": "journal entries",
            },
        ),
    ]
