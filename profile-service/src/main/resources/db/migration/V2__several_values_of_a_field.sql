-- A field has a list of values, each with the levels that open it: name to [{value?, levels}]. Nobody sees anything else
-- than before, so the rows keep their stamp and nobody is told.
alter table profile disable trigger profile_stamp;

update profile set fields = coalesce(
    (select jsonb_object_agg(name, jsonb_build_array(field)) from jsonb_each(fields) as f(name, field)), '{}');

alter table profile enable trigger profile_stamp;

-- Numbers the notices to followers; see NoticeOrder.
create sequence notice_order;
