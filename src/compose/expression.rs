//! Evaluates `{{ … }}`: minijinja parses the expression and has the filters; names, sums and mistakes are handled
//! here.
//!
//! An expression of prose and the values that it can name come in; its value goes out, or an error placed at the word
//! that is wrong. Numbers are [quantities](super::quantity): 0.1 and 0.2 sum to 0.3.

mod closed;
mod mistakes;
mod operators;
#[cfg(test)]
mod tests;

use std::ops::Range;

use minijinja::machinery::ast::{self, BinOpKind, CallArg, Expr, UnaryOpKind};
use minijinja::machinery::{Span, parse_expr};
use minijinja::value::Kwargs;
use minijinja::{Environment, Error, ErrorKind, State, Value};

pub(super) use self::mistakes::kind;
use self::mistakes::{failed, mistyped};
use self::operators::link;
use super::quantity::Quantity;
use super::value::Unread;
use crate::diag::{Diagnostic, Findings, Outcome, Place};
use crate::read::Prose;
use crate::read::mark::{withholding, without_braces};

/// The filters of numbers. One after a sum applies to all of it: `a + b | money` is money, as is `(a + b) | money`;
/// brackets limit it to one side, as in `a + (b | round)`.
const OF_NUMBERS: [&str; 7] = ["money", "number", "ordinal", "percent", "round", "signed", "words"];

/// The longest expression in bytes, which also bounds how deep it can nest.
const LONGEST: usize = 4_000;

/// The evaluation of one expression.
struct Evaluation<'a> {
    prose: &'a Prose,
    /// The expression's offset in the prose.
    start: usize,
    source: &'a str,
    context: &'a Value,
    state: State<'a, 'a>,
    findings: Findings,
    /// Whether the expression names data that could not be read.
    unread: bool,
}

/// A binary operation of minijinja's syntax tree.
type Binary<'a> = ast::Spanned<ast::BinOp<'a>>;

/// A filter of minijinja's syntax tree.
type Filter<'a> = ast::Spanned<ast::Filter<'a>>;

/// A value, or the error that explains why there is none.
type Evaluated<T = Value> = Result<T, Diagnostic>;

/// Evaluates the expression in a range of prose.
pub(super) fn evaluate(
    prose: &Prose,
    range: Range<usize>,
    environment: &Environment<'_>,
    context: &Value,
) -> Outcome<Value> {
    let source = &prose.text[range.clone()];
    let mut bare = without_braces(source).filter(|(at, mark)| !is_attribute(&source[..*at], mark));
    let bare = || bare.next().map(|(_, mark)| mark);
    if let Some(mark) = withholding(source).or_else(bare) {
        let message = format!("`{mark}` stands inside an expression, where it withholds nothing");
        let error = Diagnostic::error(prose.place_of(range), message);
        return Err(vec![error.hint("put it behind the expression")]);
    }
    let state = environment.empty_state();
    let findings = Findings::default();
    let start = range.start;
    let mut all = Evaluation { prose, start, source, context, state, findings, unread: false };
    let value = all.read().and_then(|expression| {
        let value = all.value(&expression)?;
        all.printed(&value, prose.place_of(range.clone()));
        Ok(value)
    });
    if all.unread {
        return Findings::default().finish(Some(Value::from("…")));
    }
    let value = all.findings.note(value);
    all.findings.finish(value)
}

/// Whether what looks like a mark is an attribute of a value, as in `front.exempt_paragraph`. If there is no such
/// attribute, evaluation stops the paper anyway.
fn is_attribute(before: &str, mark: &str) -> bool {
    let part = |next: char| next.is_alphanumeric() || next == '_';
    before.ends_with(part) && mark.strip_prefix('.').is_some_and(|name| name.chars().all(part))
}

impl<'a> Evaluation<'a> {
    /// Parses the expression.
    fn read(&self) -> Evaluated<Expr<'a>> {
        if self.source.trim().is_empty() {
            let place = self.place(0..self.source.len());
            return Err(Diagnostic::error(place, "there is nothing between `{{` and `}}`").hint(
                format!(
                    "name a value, or write `{}` to print two braces",
                    self.prose.literal("{{")
                ),
            ));
        }
        if self.source.len() > LONGEST {
            let (place, length) = (self.place(0..self.source.len()), self.source.len());
            let message =
                format!("this expression has {length} letters, and {LONGEST} is the most");
            return Err(Diagnostic::error(place, message).hint("split it into several"));
        }
        parse_expr(self.source).map_err(|error| {
            if let Some((range, message, hint)) = mistyped(self.source) {
                return Diagnostic::error(self.place(range), message).hint(hint);
            }
            let range = error
                .range()
                .filter(|range| range.end <= self.source.len() && range.start < range.end);
            let detail = error.detail().unwrap_or_default();
            let place = self.place(range.unwrap_or(0..self.source.len()));
            let message = match detail.contains("end of input, expected") {
                true => "this expression ends too soon",
                false => "this expression cannot be read from here on",
            };
            Diagnostic::error(place, message)
                .hint("write a name, and filters after a bar: `{{ plan.submitted | date }}`")
        })
    }

    /// The place of a range of the expression.
    fn place(&self, range: Range<usize>) -> Place {
        self.prose.place_of(self.start + range.start..self.start + range.end)
    }

    /// The place of a part of the expression. minijinja gives only the end of a name after a dot.
    fn place_of(&self, part: &Expr<'_>) -> Place {
        let Range { start, end } = range(part.span());
        match part {
            Expr::GetAttr(attribute) => self.place(end.saturating_sub(attribute.name.len())..end),
            _ => self.place(start..end),
        }
    }

    /// The value of a part; an error where it is undefined.
    fn value(&mut self, part: &Expr<'a>) -> Evaluated {
        let value = self.any(part)?;
        if value.is_undefined() { Err(self.unknown(part)) } else { Ok(value) }
    }

    /// The value of a part that may be undefined, as for `or`, `if` and `is defined`.
    fn any(&mut self, part: &Expr<'a>) -> Evaluated {
        let value = self.evaluated(part)?;
        self.open(value, self.place_of(part))
    }

    /// The value of a part, which may be undefined or withheld.
    fn evaluated(&mut self, part: &Expr<'a>) -> Evaluated {
        match part {
            Expr::Var(name) => self.variable(name.id),
            Expr::Const(literal) => Ok(self.literal(literal)),
            Expr::GetAttr(attribute) => {
                Ok(self.value(&attribute.expr)?.get_attr(attribute.name).unwrap_or_default())
            }
            Expr::GetItem(item) => {
                let (of, key) = (self.value(&item.expr)?, self.native(&item.subscript_expr)?);
                Ok(of.get_item(&key).unwrap_or_default())
            }
            Expr::Slice(slice) => self.slice(slice, self.place_of(part)),
            Expr::UnaryOp(operation) => match operation.op {
                UnaryOpKind::Not => Ok(Value::from(!self.any(&operation.expr)?.is_true())),
                UnaryOpKind::Neg => self.negated(&operation.expr),
            },
            Expr::BinOp(operation) => match operation.op {
                BinOpKind::ScAnd | BinOpKind::ScOr => {
                    let left = self.any(&operation.left)?;
                    let is_enough = left.is_true() == matches!(operation.op, BinOpKind::ScOr);
                    if is_enough { Ok(left) } else { self.any(&operation.right) }
                }
                _ => {
                    let (value, filters) = self.operation(operation)?;
                    filters
                        .into_iter()
                        .try_fold(value, |value, filter| self.filtered(value, filter))
                }
            },
            Expr::Compare(comparison) => self.compared(comparison, self.place_of(part)),
            Expr::IfExpr(choice) => self.chosen(choice, self.place_of(part)),
            Expr::Filter(filter) => {
                let Some(of) = &filter.expr else { return Ok(Value::UNDEFINED) };
                let value = if matches!(filter.name, "default" | "d") {
                    self.any(of)
                } else {
                    self.value(of)
                };
                self.filtered(value?, filter)
            }
            Expr::Test(test) => self.tested(test, self.place_of(part)),
            Expr::Call(call) => self.called(call),
            Expr::List(list) => self.values(&list.items).map(Value::from),
            Expr::Tuple(tuple) => self.values(&tuple.items).map(Value::from),
            Expr::Map(map) => {
                let (keys, values) = (self.values(&map.keys)?, self.values(&map.values)?);
                Ok(keys.into_iter().zip(values).collect())
            }
        }
    }

    /// The value of a name.
    fn variable(&mut self, name: &str) -> Evaluated {
        let own = self.context.get_attr(name).ok().filter(|value| !value.is_undefined());
        if own.as_ref().is_some_and(|own| own.downcast_object_ref::<Unread>().is_some()) {
            self.unread = true;
            return Err(Diagnostic::error(None, "this data could not be read"));
        }
        Ok(own.or_else(|| self.state.lookup(name)).unwrap_or_default())
    }

    /// The value of a literal; a number is taken as written, with its decimal places.
    fn literal(&self, literal: &ast::Spanned<ast::Const>) -> Value {
        if !literal.value.is_number() {
            return literal.value.clone();
        }
        let written = self.source.get(range(literal.span())).unwrap_or_default();
        let number = written.replace('_', "").parse().ok();
        let quantity = number.map(|number| Quantity::new(number, None));
        quantity.map_or_else(|| literal.value.clone(), Value::from_object)
    }

    /// A part of a list or a text.
    fn slice(&mut self, slice: &ast::Slice<'a>, place: Place) -> Evaluated {
        let mut bound = |part: &Option<Expr<'a>>| {
            part.as_ref().map_or(Ok(Value::from(())), |part| self.native(part))
        };
        let [start, stop, step] = [bound(&slice.start)?, bound(&slice.stop)?, bound(&slice.step)?];
        let of = self.value(&slice.expr)?;
        if of.as_str().is_some() {
            self.looked_into([&of], place)?;
        }
        self.left_to_minijinja(place, "a[b:c:d]", [of, start, stop, step])
    }

    /// The value of a number with a minus sign before it.
    fn negated(&mut self, part: &Expr<'a>) -> Evaluated {
        let value = self.value(part)?;
        let quantity = Quantity::of(&value).ok_or_else(|| self.no_number(part, &value))?;
        Ok(Value::from_object(quantity.negated()))
    }

    /// Whether each of some values compares as it says with the next.
    fn compared(&mut self, comparison: &ast::Compare<'a>, place: Place) -> Evaluated {
        let mut left = self.value(&comparison.expr)?;
        for next in &comparison.ops {
            let right = self.value(&next.expr)?;
            if !self.compare(place, link(next.op), &left, &right)? {
                return Ok(Value::from(false));
            }
            left = right;
        }
        Ok(Value::from(true))
    }

    /// One of two values, by a condition.
    fn chosen(&mut self, choice: &ast::IfExpr<'a>, place: Place) -> Evaluated {
        match (self.any(&choice.test_expr)?.is_true(), &choice.false_expr) {
            (true, _) => self.any(&choice.true_expr),
            (false, Some(other)) => self.any(other),
            (false, None) => {
                let message = "this has no value where the condition after `if` is not met";
                let hint = "say what to print then: `{{ \"yes\" if name else \"no\" }}`";
                Err(Diagnostic::error(place, message).hint(hint))
            }
        }
    }

    /// Whether a value passes a test, such as `is defined`.
    fn tested(&mut self, test: &ast::Spanned<ast::Test<'a>>, place: Place) -> Evaluated {
        let mut arguments = vec![natural(self.any(&test.expr)?)];
        arguments.extend(self.arguments(&test.args)?);
        if !matches!(test.name, "defined" | "none" | "undefined") {
            self.looked_into(&arguments, place)?;
        }
        let tested = self.state.perform_test(test.name, &arguments);
        let failed = |error| failed(&error, test.name, self.place(range(test.span())));
        tested.map(Value::from).map_err(failed)
    }

    /// The values of parts; an error where one is undefined.
    fn values(&mut self, parts: &[Expr<'a>]) -> Evaluated<Vec<Value>> {
        parts.iter().map(|part| self.value(part)).collect()
    }

    /// The value of a part as minijinja's own functions take it.
    fn native(&mut self, part: &Expr<'a>) -> Evaluated {
        self.value(part).map(natural)
    }

    /// The arguments of a call.
    fn arguments(&mut self, arguments: &[CallArg<'a>]) -> Evaluated<Vec<Value>> {
        let (mut values, mut named) = (Vec::new(), Vec::new());
        for argument in arguments {
            match argument {
                CallArg::Pos(part) => values.push(self.native(part)?),
                CallArg::Kwarg(name, part) => named.push((*name, self.native(part)?)),
                CallArg::PosSplat(part) | CallArg::KwargSplat(part) => {
                    let place = self.place_of(part);
                    return Err(Diagnostic::error(place, "`*` cannot be used here")
                        .hint("write each value by itself"));
                }
            }
        }
        if !named.is_empty() {
            values.push(Value::from(named.into_iter().collect::<Kwargs>()));
        }
        Ok(values)
    }

    /// The result of calling a function or method.
    fn called(&mut self, call: &ast::Spanned<ast::Call<'a>>) -> Evaluated {
        let end = range(call.span()).end;
        match &call.expr {
            Expr::GetAttr(method) => {
                let of = self.value(&method.expr)?;
                let arguments = self.arguments(&call.args)?;
                self.looked_into(&arguments, self.place(range(call.span())))?;
                let made = of.call_method(&mut self.state, method.name, &arguments);
                let name = range(method.span()).end - method.name.len();
                made.map_err(|error| failed(&error, method.name, self.place(name..end)))
            }
            other => {
                let function = self.any(other)?;
                let arguments = self.arguments(&call.args)?;
                self.looked_into(&arguments, self.place(range(call.span())))?;
                let name = self.source.get(range(other.span())).unwrap_or_default();
                let made = match function.is_undefined() {
                    true => Err(Error::from(ErrorKind::UnknownFunction)),
                    false => function.call(&mut self.state, &arguments),
                };
                made.map_err(|error| {
                    failed(&error, name, self.place(range(other.span()).start..end))
                })
            }
        }
    }

    /// The result of applying a filter.
    fn filtered(&mut self, value: Value, filter: &Filter<'a>) -> Evaluated {
        let is_own = OF_NUMBERS.contains(&filter.name);
        let mut arguments = vec![if is_own { value } else { natural(value) }];
        arguments.extend(self.arguments(&filter.args)?);
        let start = range(filter.span()).start;
        let place = self.place(start..start + filter.name.len());
        self.filtered_whole(filter.name, &arguments, place)?;
        let made = self.state.apply_filter(filter.name, &arguments);
        made.map_err(|error| failed(&error, filter.name, place))
    }
}

/// The byte range of a span.
fn range(span: Span) -> Range<usize> {
    span.start_offset as usize..span.end_offset as usize
}

/// A value as minijinja's own filters, tests and functions take it: whole quantities become its integers.
fn natural(value: Value) -> Value {
    let whole = value.downcast_object_ref::<Quantity>().and_then(Quantity::native);
    whole.map_or(value, Value::from)
}
