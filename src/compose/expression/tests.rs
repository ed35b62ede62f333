//! Tests the values of expressions, and the messages for wrong ones.

use minijinja::{Value, context};
use typst::syntax::{FileId, RootedPath, VirtualPath, VirtualRoot};

use crate::compose::environment::environment;
use crate::compose::quantity::Quantity;
use crate::compose::value::{Inserted, inserted};
use crate::diag::{Place, apart};
use crate::document::plain;
use crate::language::Wording;
use crate::read::Prose;

/// Values to name in tests.
fn values() -> Value {
    let quantity = |number: &str, unit: &str| {
        let unit = (!unit.is_empty()).then(|| unit.to_owned());
        Value::from_object(Quantity::new(number.parse().unwrap(), unit))
    };
    context! {
        carried => quantity("3.688", "£m"),
        inyear => quantity("5.916", "£m"),
        pounds => quantity("1204000", "£"),
        fee => quantity("250.5", "£"),
        plans => quantity("1204", "plans"),
        before => quantity("42.0", "%"),
        after => quantity("61.5", "%"),
        bare => quantity("8.0", ""),
        count => 7,
        hundred => 100,
        list => vec![1, 2, 3],
        group => context! { count => 3, exempt_paragraph => 5 },
        none => (),
        empty => "",
    }
}

/// The printed words of an expression, and the messages about it.
fn given(expression: &str) -> (Option<String>, Vec<String>) {
    let file: FileId =
        RootedPath::new(VirtualRoot::Project, VirtualPath::new("a.toml").unwrap()).intern();
    let prose = Prose::made(expression, Place::new(file, 0..expression.len()));
    let environment = environment("%-d %B %Y", &Wording::default());
    let (made, said) = apart(inserted(&prose, 0..expression.len(), &environment, &values()));
    let words = made.map(|made| match made {
        Inserted::Inlines(inlines) => plain(&inlines),
        Inserted::Blocks(_) => "(blocks)".into(),
    });
    (words, said.into_iter().map(|said| said.message).collect())
}

/// The printed words of an expression without messages.
fn printed(expression: &str) -> String {
    let (words, said) = given(expression);
    assert_eq!(said, Vec::<String>::new(), "{expression}");
    words.unwrap()
}

#[test]
fn sums_are_exact_and_print_with_the_places_of_their_parts() {
    for (expression, words) in [
        ("0.1 + 0.2", "0.3"),
        ("66.7 + 33.4", "100.1"),
        ("8.6 + 1.4", "10.0"),
        ("1000000.1 - 1000000", "0.1"),
        ("2.50", "2.50"),
        ("61.0", "61.0"),
        ("1e6", "1,000,000"),
        ("1204000", "1,204,000"),
        ("-5", "−5"),
        ("3 * 1.5", "4.5"),
        ("9.6 / 2", "4.8"),
        ("1 / 8", "0.125"),
        ("2 + 3 * 4", "14"),
        ("(2 + 3) * 4", "20"),
        ("count + 1", "8"),
        ("bare", "8.0"),
        ("[0.1, 0.2, 0.7] | sum", "1.0"),
        ("-2.5 | abs", "2.5"),
        ("(-2.5) | abs", "2.5"),
    ] {
        assert_eq!(printed(expression), words, "{expression}");
    }
}

#[test]
fn half_is_rounded_up_by_the_filters_of_numbers() {
    for (expression, words) in [
        ("2.5 | round", "3"),
        ("0.5 | round", "1"),
        ("1.5 | round", "2"),
        ("2.675 | round(2)", "2.68"),
        ("0.605 | round(2)", "0.61"),
        ("1250 | round(-2)", "1,300"),
        ("1204000 | number", "1,204,000"),
        ("61.55 | number(1)", "61.6"),
        ("plans | number", "1,204"),
        ("3.2 | signed", "+3.2"),
        ("-3.2 | signed", "−3.2"),
        ("0 | signed", "0"),
        ("after - before | signed", "+19.5 percentage points"),
        ("5 / 6 * 3 | round", "3"),
        ("4 / 3 * 0.375 | round", "1"),
        ("1 / 3 + 1 / 3 + 1 / 3 + 0.5 | round", "2"),
    ] {
        assert_eq!(printed(expression), words, "{expression}");
    }
}

#[test]
fn a_filter_of_numbers_is_for_the_whole_sum_before_it_unless_brackets_say_otherwise() {
    for (expression, words) in [
        ("carried + inyear | money", "£9.604m"),
        ("(carried + inyear) | money", "£9.604m"),
        ("7 / 3 | round(1)", "2.3"),
        ("(7 / 3) | round(1)", "2.3"),
        ("2 + 7 / 3 | round(1)", "4.3"),
        ("7 / 3 * 3 | round(1)", "7.0"),
        ("2.4 + (2.4 | round)", "4.4"),
        ("2.4 + 2.4 | round", "5"),
        ("(2.4 | round) * 2", "4"),
        ("count + 2 | words", "nine"),
        ("(list | length) + 1", "4"),
        ("list | length + list | length", "6"),
        ("\"(\" ~ (2.5 | round)", "(3"),
    ] {
        assert_eq!(printed(expression), words, "{expression}");
    }
}

#[test]
fn units_go_with_their_numbers() {
    for (expression, words) in [
        ("carried", "£3.688m"),
        ("carried + inyear", "£9.604m"),
        ("carried * 2", "£7.376m"),
        ("inyear - carried", "£2.228m"),
        ("carried - inyear", "−£2.228m"),
        ("inyear / carried | round(2)", "1.60"),
        ("carried | number", "3.688"),
        ("carried | money(1)", "£3.7m"),
        ("pounds | money(\"m\")", "£1.204m"),
        ("pounds | money(\"m\", 1)", "£1.2m"),
        ("carried | money(\"k\")", "£3,688k"),
        ("12.5 | money", "£12.50"),
        ("9604000 | money", "£9,604,000"),
        ("fee * plans", "£301,602"),
        ("fee | money", "£250.50"),
        ("after - before", "19.5 percentage points"),
        ("3 / 6 | percent", "50%"),
        ("1 / 3 | percent", "33%"),
        ("1 / 3 | percent(1)", "33.3%"),
        ("61.5 | percent", "61.5%"),
        ("(1 - 1 / 4) | percent", "75%"),
        ("1 / 4 + 1 | percent", "125%"),
        ("[1 / 4, 1 / 2] | sum | percent", "75%"),
        ("3 / 4 * 100 | percent(0)", "75%"),
        ("hundred * 3 / 400 | percent", "75%"),
        ("100 / 400 | percent", "25%"),
        ("(after | number) / 100 * 200 | round", "123"),
        ("(before + after) / 2 | round(1)", "51.8%"),
        ("after | percent(0)", "62%"),
        ("plans", "1,204 plans"),
    ] {
        assert_eq!(printed(expression), words, "{expression}");
    }
}

#[test]
fn what_makes_no_sense_is_said() {
    for (expression, message) in [
        ("carried + plans", "£m and plans cannot be added"),
        ("before * carried", "% and £m cannot be multiplied"),
        ("after * 200", "a percentage cannot be multiplied by a number"),
        ("0.5 * before", "a percentage cannot be multiplied by a number"),
        (
            "(100 * 3 / 4) | percent",
            "`percent` multiplies a share by 100 itself, and this has been",
        ),
        ("1 / 0", "nothing can be divided by zero"),
        ("plans | money", "`money` is for money, and this is in plans"),
        ("carried | percent", "`percent` is for shares, and this is in £m"),
        ("2.5 | words", "`words` is for whole numbers, and this is 2.5"),
        ("\"a\" | round", "`round` is for numbers, and this is text"),
        ("count | sum", "`sum` adds up a list, and this is a number"),
        ("count | length", "`length` is for lists and texts, and this is a number"),
        ("count | join(\", \")", "`join` is for lists, and this is none"),
        ("\"a\" + list", "these values cannot be computed or compared"),
        ("carried | money(\"x\")", "`money` does not know `x`"),
        ("2 +* 3", "this expression cannot be read from here on"),
        ("count + list", "a number is wanted here, and this is a list"),
        ("2 ** 3", "this cannot be computed here"),
        ("cont + 1", "nothing is called `cont`"),
        ("list[9]", "there is nothing at this number or name"),
        ("count | wrods", "there is no filter `wrods`"),
        ("reff(\"x\")", "there is nothing called `reff` to use here"),
        ("1 +", "this expression ends too soon"),
        ("\"x\" if none", "this has no value where the condition after `if` is not met"),
        ("3 > 2", "this is true or false, which is no word for a paper"),
    ] {
        let (words, said) = given(expression);
        assert_eq!(
            (words, said.as_slice()),
            (None, [message.to_owned()].as_slice()),
            "{expression}"
        );
    }
}

#[test]
fn a_division_without_end_needs_its_places_stated() {
    let warning = "this division does not come out even, so that it is rounded to two places";
    assert_eq!(given("7 / 3"), (Some("2.33".into()), vec![warning.into()]));
    assert_eq!(given("7 / 3 * 3"), (Some("7.00".into()), vec![warning.into()]));
    assert_eq!(given("(7 / 3) ~ \"\"").1, [warning]);
    assert_eq!(given("1234567 / 3"), (Some("411,522.33".into()), vec![warning.into()]));
    assert_eq!(given("(1 / 3) * 300"), (Some("100.00".into()), vec![warning.into()]));
    assert_eq!(printed("1234567 / 3 * 3000 | round"), "1,234,567,000");
    assert_eq!(printed("1234567 / 3000000 | percent(1)"), "41.2%");
}

#[test]
fn names_may_be_missing_where_that_is_asked() {
    for (expression, words) in [
        ("missing or \"none\"", "none"),
        ("empty or \"none\"", "none"),
        ("missing | default(\"none\")", "none"),
        ("\"yes\" if missing is defined else \"no\"", "no"),
        ("\"yes\" if none else \"no\"", "no"),
        ("\"yes\" if count > 6.5 and count < 8 else \"no\"", "yes"),
        ("\"yes\" if 0.1 + 0.2 == 0.3 else \"no\"", "yes"),
        ("\"yes\" if 2 in list else \"no\"", "yes"),
        ("list[1]", "2"),
        ("list[1:] | join(\", \")", "2, 3"),
        ("\"a\" ~ count", "a7"),
        ("\"a\" + \"b\" | upper", "aB"),
        ("count is odd and \"odd\"", "odd"),
        ("-count", "−7"),
    ] {
        assert_eq!(printed(expression), words, "{expression}");
    }
}

#[test]
fn no_expression_makes_more_than_its_bound_however_few_steps_it_takes() {
    let tens = r#" | replace("a", "aaaaaaaaaa")"#.repeat(12);
    let chain = format!("\"a\"{tens}");
    for (expression, said) in [
        (chain.as_str(), "`replace` would make a text of more than 4 MB"),
        (r#""%1000000000d" | format(1)"#, "format"),
        (r#""a" | indent(1000000000)"#, "indent"),
        (r#"range(100000) | list | join(",")"#, "range"),
        (r#"[1, 2, 3] | join("x" | replace("x", "y"))"#, ""),
    ] {
        let (words, problems) = given(expression);
        assert_eq!(words.is_some(), said.is_empty(), "{expression}: {problems:?}");
        assert!(
            problems.iter().all(|problem| problem.contains(said)),
            "{expression}: {problems:?}"
        );
    }
}

#[test]
fn references_and_groups_are_refused_where_they_would_print_something_else() {
    for expression in [
        r#"ref("one") | title"#,
        r#"ref("one") | upper"#,
        r#""see " ~ ref("one")"#,
        r#"[ref("one"), "two"] | and_list"#,
    ] {
        let (words, said) = given(expression);
        assert_eq!(words, None, "{expression}");
        assert!(said[0].contains("a reference stands alone"), "{expression}: {said:?}");
    }
    for name in ["length", "count"] {
        let (words, said) = given(&format!("group | {name}"));
        assert_eq!(words, None, "{name}");
        assert!(said[0].contains("counts the items of a list"), "{said:?}");
    }
    assert_eq!(printed("list | length"), "3");
    assert_eq!(printed("'four' | length"), "4");
}

#[test]
fn a_value_may_be_called_like_a_mark_and_no_mark_is_taken_for_a_value() {
    assert_eq!(given("group.exempt_paragraph"), (Some("5".into()), vec![]));
    for (expression, message) in [
        ("group.exempt_3", "`group` has nothing called `exempt_3`"),
        ("group.confidential", "`group` has nothing called `confidential`"),
        ("count.exempt-3", "`.exempt-3` stands inside an expression, where it withholds nothing"),
        ("count .exempt_3", "`.exempt_3` stands inside an expression, where it withholds nothing"),
    ] {
        let (printed, said) = given(expression);
        assert_eq!((printed, said.first().map(|said| said.as_str())), (None, Some(message)));
    }
}
