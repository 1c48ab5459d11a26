//! Grading what a class handed in: files are dropped or chosen, and come to the same table as on the command line.

use loadbearing_engine::design::format::MOST_BYTES;
use loadbearing_engine::grading::{Row, Table};

use super::dialog::Dialog;
use crate::browser::files;
use crate::dom::prelude::*;
use crate::languages::{t, t_with};
use crate::quantity::figure;
use crate::studio::Studio;

/// The field that files are dropped on.
const FIELD: &str = "grading-files";

/// The dialog.
#[component]
pub fn GradingDialog() -> impl IntoView {
    let studio = Studio::expect();
    studio.engine.grades.set(None);
    let title = move || studio.task.assignment.read().as_ref().map(|assignment| assignment.title.clone());
    let put = move |_| files::put_into(FIELD, MOST_BYTES as f64, move |files| studio.grade_files(files));
    let table = move || {
        let table = studio.engine.grades.get()?;
        Some(table_view(&table))
    };
    view! {
        <Dialog name="grading" title=t("grading.title")>
            {move || match title() {
                None => view! { <p data-testid="grading-none">{t("grading.none")}</p> },
                Some(title) => view! {
                    <p>{t_with("grading.against", &[("title", &title)])}</p>
                    <label for=FIELD>{t("grading.files")}</label>
                    <input id=FIELD class="drop" type="file" multiple=true data-testid="grading-files" on:change=put/>
                },
            }}
            {table}
        </Dialog>
    }
}

fn table_view(table: &Table) -> View {
    let studio = Studio::expect();
    let row = |row: &Row| {
        let Row { from, student, handed_in, grade, remark, .. } = row.clone();
        let points = grade
            .as_ref()
            .map_or_else(String::new, |grade| t_with("task.sum", &[("points", &grade.points), ("of", &grade.of)]));
        let broken = grade.map_or_else(String::new, |grade| grade.broken.join("; "));
        view! {
            <tr data-testid="grading-row"><td>{student}</td><td>{points}</td><td>{handed_in}</td><td>{from}</td>
                <td>{remark}" "{broken}</td></tr>
        }
    };
    let count = figure(table.rows.len() as f64);
    view! {
        <p role="status" data-counts="">{t_with("grading.count", &[("count", &count)])}</p>
        <table class="grades">
            <thead><tr><th>{t("grading.student")}</th><th>{t("grading.points")}</th><th>{t("grading.time")}</th>
                <th>{t("grading.file")}</th><th>{t("grading.remark")}</th></tr></thead>
            <tbody>{table.rows.iter().map(row).collect_view()}</tbody>
        </table>
        <button data-testid="grading-save" on:click=move |_| studio.save_grades()>{t("grading.save")}</button>
    }
}
