//! Tests clear days, on real meetings and by rules that hold for all.

use std::sync::LazyLock;

use chrono::Days;
use proptest::prelude::*;

use super::*;

static HOLIDAYS: LazyLock<Holidays> = LazyLock::new(Holidays::built_in);

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn notice(meeting: NaiveDate, days: u16, profile: Counting) -> Notice {
    last_day_to_publish(meeting, days, profile, &HOLIDAYS).unwrap()
}

fn england(meeting: NaiveDate) -> Notice {
    notice(meeting, 5, Counting::WorkingDays)
}

fn why(notice: &Notice) -> Vec<(u32, &str)> {
    notice.skipped.iter().map(|skipped| (skipped.date.day(), &*skipped.why)).collect()
}

/// Every way of counting.
const PROFILES: [Counting; 3] = [Counting::WorkingDays, Counting::Parish, Counting::CalendarDays];

/// The clear days between publication and a meeting; 0 if the meeting comes first.
///
/// Publication on a day that does not count is taken as made on the next that does, so that the result is at least
/// the days required exactly when [`Notice::meets`] holds.
fn clear_days_between(
    published: NaiveDate,
    meeting: NaiveDate,
    profile: Counting,
    holidays: &Holidays,
) -> Result<u32, BeyondCoverage> {
    let counting = count(published, meeting, profile, holidays)?;
    Ok(counting.saturating_sub(1))
}

#[test]
fn known_meetings_have_their_known_last_days() {
    for (meeting, last_day) in [
        (day(2022, 11, 10), day(2022, 11, 2)),
        (day(2020, 4, 7), day(2020, 3, 30)),
        (day(2022, 7, 14), day(2022, 7, 6)),
        (day(2019, 3, 6), day(2019, 2, 26)),
        (day(2019, 11, 4), day(2019, 10, 25)),
        (day(2026, 4, 8), day(2026, 3, 27)),
        (day(2022, 9, 22), day(2022, 9, 13)),
    ] {
        let notice = england(meeting);
        assert_eq!(notice.last_day, last_day, "{meeting}");
        assert!(notice.meets(last_day));
        assert!(!notice.meets(last_day.succ_opt().unwrap()));
    }
}

#[test]
fn days_counted_and_skipped_are_named_in_order() {
    let easter = england(day(2026, 4, 8));
    assert_eq!(
        easter.counted,
        [day(2026, 3, 30), day(2026, 3, 31), day(2026, 4, 1), day(2026, 4, 2), day(2026, 4, 7)]
    );
    assert_eq!(
        why(&easter),
        [
            (28, "Saturday"),
            (29, "Sunday"),
            (3, "Good Friday"),
            (4, "Saturday"),
            (5, "Sunday"),
            (6, "Easter Monday"),
        ]
    );
    let funeral = england(day(2022, 9, 22));
    assert_eq!(
        why(&funeral),
        [(17, "Saturday"), (18, "Sunday"), (19, "State Funeral of Queen Elizabeth II")]
    );
}

#[test]
fn wales_needs_three_clear_days() {
    let wales = 3;
    assert_eq!(notice(day(2022, 7, 14), wales, Counting::WorkingDays).last_day, day(2022, 7, 8));
    assert_eq!(notice(day(2026, 4, 8), wales, Counting::WorkingDays).last_day, day(2026, 3, 31));
}

#[test]
fn saturdays_count_for_a_parish_and_sundays_do_not() {
    let tuesday = notice(day(2022, 7, 12), 3, Counting::Parish);
    assert_eq!(tuesday.last_day, day(2022, 7, 7));
    assert_eq!(tuesday.counted, [day(2022, 7, 8), day(2022, 7, 9), day(2022, 7, 11)]);
    assert_eq!(why(&tuesday), [(10, "Sunday")]);
}

#[test]
fn a_parish_skips_the_easter_break() {
    let notice = notice(day(2026, 4, 10), 3, Counting::Parish);
    assert_eq!(notice.last_day, day(2026, 3, 31));
    assert_eq!(
        why(&notice),
        [
            (2, "Easter break"),
            (3, "Good Friday"),
            (4, "Easter break"),
            (5, "Sunday"),
            (6, "Easter Monday"),
            (7, "Easter break"),
        ]
    );
}

#[test]
fn a_parish_skips_days_of_mourning_and_a_principal_council_does_not() {
    let meeting = day(2022, 9, 22);
    assert_eq!(notice(meeting, 3, Counting::WorkingDays).last_day, day(2022, 9, 15));
    let parish = notice(meeting, 3, Counting::Parish);
    assert_eq!(parish.last_day, day(2022, 9, 6));
    assert_eq!(parish.skipped[0].why, "mourning for Queen Elizabeth II");
    assert_eq!(parish.skipped[11].why, "State Funeral of Queen Elizabeth II");
}

#[test]
fn an_executive_notice_counts_as_many_days_as_it_is_told() {
    let calendar = notice(day(2023, 3, 31), 28, Counting::CalendarDays);
    assert_eq!(calendar.last_day, day(2023, 3, 2));
    assert!(calendar.skipped.is_empty());
    let working = notice(day(2023, 3, 31), 28, Counting::WorkingDays);
    assert_eq!(working.last_day, day(2023, 2, 20));
}

#[test]
fn publishing_at_the_weekend_is_publishing_on_the_monday() {
    let holidays = &*HOLIDAYS;
    let between = |published| {
        clear_days_between(published, day(2019, 11, 4), Counting::WorkingDays, holidays).unwrap()
    };
    assert_eq!(between(day(2019, 10, 25)), 5);
    assert_eq!(between(day(2019, 10, 26)), 4);
    assert_eq!(between(day(2019, 10, 28)), 4);
    assert_eq!(between(day(2019, 11, 4)), 0);
    assert_eq!(between(day(2019, 11, 5)), 0);
}

#[test]
fn working_days_are_counted_from_the_day_after() {
    let holidays = &*HOLIDAYS;
    let between = |from, to| working_days_between(from, to, holidays).unwrap();
    assert_eq!(between(day(2026, 4, 2), day(2026, 4, 7)), 1);
    assert_eq!(between(day(2026, 4, 7), day(2026, 4, 2)), -1);
    assert_eq!(between(day(2022, 1, 1), day(2022, 12, 31)), 250);
}

#[test]
fn a_count_beyond_the_data_says_which_years_are_known_and_what_to_do() {
    let holidays = &*HOLIDAYS;
    let error =
        last_day_to_publish(day(2029, 1, 4), 5, Counting::WorkingDays, holidays).unwrap_err();
    assert_eq!(
        error.to_string(),
        "bank holidays are known for 2015 to 2028, and the count of clear days reached 3 January 2029"
    );
    assert_eq!(
        error.hint(),
        "check the date; if it is right, add the bank holidays of 2029 to a file of the workspace with \
         `kind = \"bank-holidays\"`, `years = { from = 2029, to = 2029 }` and a `[[holiday]]` with \
         `date` and `name` for each"
    );
    let own = Holidays::parse(
        "kind = 'bank-holidays'\nyears = { from = 2029, to = 2029 }\n\
         holiday = [{ date = 2029-01-01, name = \"New Year's Day\" }]",
    );
    let notice = last_day_to_publish(
        day(2029, 1, 4),
        5,
        Counting::WorkingDays,
        &holidays.clone().with(own.unwrap()),
    );
    assert_eq!(notice.unwrap().last_day, day(2028, 12, 22));
}

#[test]
fn a_count_that_stays_within_the_data_is_made() {
    assert_eq!(england(day(2029, 1, 1)).last_day, day(2028, 12, 20));
    assert_eq!(england(day(2015, 1, 12)).last_day, day(2015, 1, 2));
    let holidays = &*HOLIDAYS;
    assert!(last_day_to_publish(day(2015, 1, 9), 5, Counting::WorkingDays, holidays).is_err());
}

#[test]
fn the_ends_of_the_calendar_are_errors_too() {
    let holidays = &*HOLIDAYS;
    for profile in PROFILES {
        for (a, b) in [(NaiveDate::MIN, NaiveDate::MAX), (NaiveDate::MAX, NaiveDate::MIN)] {
            let far = last_day_to_publish(a, u16::MAX, profile, holidays);
            assert_eq!(far.is_ok(), profile == Counting::CalendarDays && a == NaiveDate::MAX);
            assert!(
                clear_days_between(a, b, profile, holidays).is_ok_and(|n| n > 0)
                    == (profile == Counting::CalendarDays && a < b)
            );
            assert!(working_days_between(a, b, holidays).is_err());
        }
    }
}

#[test]
fn a_notice_is_plain_data_for_templates() {
    let json = serde_json::to_value(notice(day(2022, 7, 12), 1, Counting::Parish)).unwrap();
    assert_eq!(
        json,
        serde_json::json!({
            "meeting": "2022-07-12",
            "days_required": 1,
            "profile": "parish",
            "last_day": "2022-07-09",
            "counted": ["2022-07-11"],
            "skipped": [{ "date": "2022-07-10", "why": "Sunday" }],
        })
    );
    for profile in PROFILES {
        assert_eq!(serde_json::to_value(profile).unwrap(), Counting::WORDS[profile as usize]);
    }
}

fn any_profile() -> impl Strategy<Value = Counting> {
    prop::sample::select(PROFILES.to_vec())
}

/// A date in or near the years covered.
fn any_date() -> impl Strategy<Value = NaiveDate> {
    (0u64..5600).prop_map(|days| day(2014, 6, 1) + Days::new(days))
}

proptest! {
    #[test]
    fn exactly_the_days_required_lie_between(
        meeting in any_date(), days in 0u16..40, profile in any_profile(),
    ) {
        let holidays = &*HOLIDAYS;
        if let Ok(notice) = last_day_to_publish(meeting, days, profile, holidays) {
            prop_assert_eq!(notice.counted.len(), usize::from(days));
            let mut between: Vec<_> = notice.skipped.iter().map(|skipped| skipped.date).collect();
            between.extend(&notice.counted);
            between.sort();
            let expected: Vec<_> = notice.last_day.iter_days().skip(1).take_while(|d| *d < meeting).collect();
            prop_assert_eq!(between, expected);
            prop_assert_eq!(profile.why_skipped(notice.last_day, holidays), Ok(None));
            prop_assert_eq!(
                clear_days_between(notice.last_day, meeting, profile, holidays),
                Ok(days.into())
            );
        }
    }

    #[test]
    fn a_later_meeting_has_no_earlier_last_day(
        meeting in any_date(), later in 0u64..60, days in 0u16..40, profile in any_profile(),
    ) {
        let holidays = &*HOLIDAYS;
        let first = last_day_to_publish(meeting, days, profile, holidays);
        let second = last_day_to_publish(meeting + Days::new(later), days, profile, holidays);
        if let (Ok(first), Ok(second)) = (first, second) {
            prop_assert!(first.last_day <= second.last_day);
        }
    }

    #[test]
    fn a_notice_is_met_when_its_clear_days_are_enough(
        meeting in any_date(), before in 0u64..60, days in 1u16..30, profile in any_profile(),
    ) {
        let holidays = &*HOLIDAYS;
        let published = meeting - Days::new(before);
        let notice = last_day_to_publish(meeting, days, profile, holidays);
        let between = clear_days_between(published, meeting, profile, holidays);
        if let (Ok(notice), Ok(between)) = (notice, between) {
            prop_assert_eq!(notice.meets(published), between >= u32::from(days));
        }
    }

    #[test]
    fn working_days_add_up(a in any_date(), b in any_date(), c in any_date()) {
        let holidays = &*HOLIDAYS;
        let between = |from, to| working_days_between(from, to, holidays);
        if let (Ok(ab), Ok(bc), Ok(ac)) = (between(a, b), between(b, c), between(a, c)) {
            prop_assert_eq!(ab + bc, ac);
        }
    }
}
