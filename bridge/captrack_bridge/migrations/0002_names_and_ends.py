from django.db import migrations, models

NAMES = {
    "basic_access": "basic_access: can read ships with CapTrack Desktop",
    "snooze_access": "snooze_access: can snooze and acknowledge for every CapTrack Desktop",
    "admin_access": "admin_access: can publish the policy for every CapTrack Desktop",
}


def rename_permissions(apps, schema_editor):
    """Django makes permissions that are missing and leaves the names of those that are there."""
    permissions = apps.get_model("auth", "Permission").objects.using(schema_editor.connection.alias)
    for codename, name in NAMES.items():
        permissions.filter(content_type__app_label="captrack_bridge", codename=codename).update(name=name)


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("captrack_bridge", "0001_initial"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="general",
            options={
                "default_permissions": (),
                "managed": False,
                "permissions": tuple(NAMES.items()),
            },
        ),
        migrations.AddField(
            model_name="token",
            name="end_told",
            field=models.BooleanField(default=False, help_text="Its owner was told that it ends soon"),
        ),
        migrations.RunPython(rename_permissions, migrations.RunPython.noop),
    ]
