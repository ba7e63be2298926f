from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("evidence", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="item",
            index=models.Index(fields=["withdrawal"], name="evidence_item_withdrawal"),
        ),
    ]
