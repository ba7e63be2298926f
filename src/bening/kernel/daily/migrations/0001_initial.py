from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Turn",
            fields=[
                ("name", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("holder", models.CharField(blank=True, max_length=16)),
                ("free_at", models.DateTimeField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
                ("amount", models.PositiveIntegerField(default=0)),
                ("reference", models.CharField(blank=True, max_length=8)),
            ],
        ),
    ]
