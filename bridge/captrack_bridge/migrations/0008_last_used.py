from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("captrack_bridge", "0007_words"),
    ]

    operations = [
        migrations.AlterField(
            model_name="token",
            name="last_used_at",
            field=models.DateTimeField(
                default=None, help_text="Exact to five minutes", null=True, verbose_name="last used"
            ),
        ),
    ]
