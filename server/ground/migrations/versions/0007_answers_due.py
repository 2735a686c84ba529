"""A trustee is called about answers that are due."""

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.execute("alter table pages drop constraint pages_step_check")
    op.execute("alter table pages add constraint pages_step_check check (step in ('page', 'backup', 'trustee'))")
    # Those that wait already are called about from now on; what has passed falls due at once.
    op.execute("""
        insert into alerts (case_id, step, due_at)
        select c.id, s.step, c.due_at + make_interval(hours => s.after_h)
        from cases c join (values ('appeal', 'lead', -24), ('appeal', 'trustee', 0), ('appeal', 'page', 24),
            ('complaint', 'trustee', -48), ('complaint', 'trustee', 0), ('complaint', 'page', 24))
            as s (kind, step, after_h) on s.kind = c.kind
        where c.state <> 'closed'""")


def downgrade() -> None:
    raise NotImplementedError("calls of trustees would be lost: restore a back-up instead")
