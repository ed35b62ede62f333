//! Applies operators to values: sums of quantities here, all else by minijinja.

use minijinja::Value;
use minijinja::machinery::ast::{BinOpKind, CompareOpKind, Expr};

use super::mistakes::failed;
use super::{Binary, Evaluated, Evaluation, Filter, OF_NUMBERS, natural, range};
use crate::compose::quantity::{Operation, Quantity};
use crate::diag::{Diagnostic, Place};

impl<'a> Evaluation<'a> {
    /// Evaluates an operator. The filters written after its right side that apply to the whole result come with it,
    /// the innermost first.
    pub(super) fn operation<'e>(
        &mut self,
        operation: &'e Binary<'a>,
    ) -> Evaluated<(Value, Vec<&'e Filter<'a>>)> {
        let whole = range(operation.span());
        let left = self.value(&operation.left)?;
        let Some(sum) = sum(operation.op) else {
            let right = self.value(&operation.right)?;
            return Ok((self.other(operation, left, right)?, Vec::new()));
        };
        let is_outside = |at: usize| depth(self.source, at) == depth(self.source, whole.start);
        let (mut filters, mut right) = (Vec::new(), &operation.right);
        while let Expr::Filter(filter) = right
            && let Some(of) = &filter.expr
            && OF_NUMBERS.contains(&filter.name)
            && is_outside(range(filter.span()).start)
        {
            filters.insert(0, filter);
            right = of;
        }
        let right_value = match right {
            Expr::BinOp(inner) if filters.is_empty() && is_outside(range(inner.span()).start) => {
                let (value, of_inner) = self.operation(inner)?;
                filters = of_inner;
                value
            }
            _ => self.value(right)?,
        };
        let value = match (Quantity::of(&left), Quantity::of(&right_value)) {
            (Some(one), Some(other)) => {
                let is_product = sum == Operation::Times;
                let is_part = is_product && (one.is_percentage() || other.is_percentage());
                let mut made = one.with(sum, &other).map_err(|why| {
                    Diagnostic::error(self.place(whole), why).hint(match is_part {
                        true => {
                            "for a part of a number, divide the percentage by 100: \
                             `(percentage | number) / 100 * number`"
                        }
                        false => "check the figures and their units",
                    })
                })?;
                made.is_hundredfold |=
                    is_product && [&operation.left, right].into_iter().any(is_hundred);
                Value::from_object(made)
            }
            (Some(_), None) => return Err(self.no_number(right, &right_value)),
            (None, Some(_)) => return Err(self.no_number(&operation.left, &left)),
            (None, None) => self.other(operation, left, right_value)?,
        };
        Ok((value, filters))
    }

    /// The result of an operator on values that are not both numbers.
    pub(super) fn other(&mut self, operation: &Binary<'a>, left: Value, right: Value) -> Evaluated {
        let place = self.place(range(operation.span()));
        if let Some(comparison) = comparison(operation.op) {
            return self.compare(place, comparison, &left, &right).map(Value::from);
        }
        let source = match operation.op {
            BinOpKind::Concat => {
                self.printed(&left, place);
                self.printed(&right, place);
                "a ~ b"
            }
            BinOpKind::Add => "a + b",
            BinOpKind::FloorDiv => "a // b",
            BinOpKind::Rem => "a % b",
            _ => {
                return Err(Diagnostic::error(place, "this cannot be computed here")
                    .hint("prose can add, subtract, multiply and divide numbers"));
            }
        };
        self.left_to_minijinja(place, source, [natural(left), natural(right)])
    }

    /// Whether a comparison of `a` and `b` holds.
    pub(super) fn compare(
        &self,
        place: Place,
        comparison: &'static str,
        left: &Value,
        right: &Value,
    ) -> Evaluated<bool> {
        self.looked_into([left, right], place)?;
        let order = Quantity::of(left).zip(Quantity::of(right));
        let order = order.map(|(left, right)| left.number.cmp(&right.number));
        let holds = order.and_then(|order| match comparison {
            "a == b" => Some(order.is_eq()),
            "a != b" => Some(order.is_ne()),
            "a < b" => Some(order.is_lt()),
            "a <= b" => Some(order.is_le()),
            "a > b" => Some(order.is_gt()),
            "a >= b" => Some(order.is_ge()),
            _ => None,
        });
        let values = || [natural(left.clone()), natural(right.clone())];
        match holds {
            Some(holds) => Ok(holds),
            None => Ok(self.left_to_minijinja(place, comparison, values())?.is_true()),
        }
    }

    /// The result of a minijinja expression over values that it names `a`, `b`, `c` and `d`.
    pub(super) fn left_to_minijinja<const N: usize>(
        &self,
        place: Place,
        source: &'static str,
        values: [Value; N],
    ) -> Evaluated {
        let values = Value::from_pairs(["a", "b", "c", "d"].into_iter().zip(values));
        let expression = self.state.env().compile_expression(source);
        let value = expression.and_then(|expression| expression.eval(values));
        value.map_err(|error| failed(&error, "", place))
    }
}

/// Whether a part of an expression is the literal 100.
fn is_hundred(part: &Expr<'_>) -> bool {
    matches!(part, Expr::Const(literal) if literal.value == Value::from(100))
}

/// The arithmetic of an operator on two numbers; `None` for operators that are not arithmetic.
fn sum(operator: BinOpKind) -> Option<Operation> {
    match operator {
        BinOpKind::Add => Some(Operation::Plus),
        BinOpKind::Sub => Some(Operation::Minus),
        BinOpKind::Mul => Some(Operation::Times),
        BinOpKind::Div => Some(Operation::Over),
        _ => None,
    }
}

/// The comparison that an operator makes of `a` and `b`; `None` for operators that do not compare.
fn comparison(operator: BinOpKind) -> Option<&'static str> {
    Some(match operator {
        BinOpKind::Eq => "a == b",
        BinOpKind::Ne => "a != b",
        BinOpKind::Lt => "a < b",
        BinOpKind::Lte => "a <= b",
        BinOpKind::Gt => "a > b",
        BinOpKind::Gte => "a >= b",
        BinOpKind::In => "a in b",
        _ => return None,
    })
}

/// The comparison that one link of a chain makes of `a` and `b`.
pub(super) fn link(operator: CompareOpKind) -> &'static str {
    match operator {
        CompareOpKind::Eq => "a == b",
        CompareOpKind::Ne => "a != b",
        CompareOpKind::Lt => "a < b",
        CompareOpKind::Lte => "a <= b",
        CompareOpKind::Gt => "a > b",
        CompareOpKind::Gte => "a >= b",
        CompareOpKind::In => "a in b",
        CompareOpKind::NotIn => "a not in b",
    }
}

/// The number of brackets open before a byte of an expression.
fn depth(source: &str, at: usize) -> usize {
    let (mut depth, mut quote, mut is_escaped) = (0_usize, None, false);
    for next in source[..at].chars() {
        match quote {
            Some(_) if is_escaped => is_escaped = false,
            Some(_) if next == '\\' => is_escaped = true,
            Some(open) if next == open => quote = None,
            Some(_) => {}
            None => match next {
                '"' | '\'' => quote = Some(next),
                '(' | '[' | '{' => depth += 1,
                ')' | ']' | '}' => depth = depth.saturating_sub(1),
                _ => {}
            },
        }
    }
    depth
}
