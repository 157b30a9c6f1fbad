//! The 27 indicators 评分指标 and the eleven factors of the share rate 分成率因素 of a right.

use ip_health_engine::rules::NoteKind;
use ip_health_engine::valuation::{AssetScore, IndicatorScore, ScoreOrigin, prefill_basis};
use yew::prelude::*;

use super::editor::Folded;
use crate::components::{ScaleField, ScaleForm, ScaleWords};
use crate::fields::{path_name, scale};
use crate::format::{decimal, percent};
use crate::hooks::{use_dossier, use_rules, use_session, use_texts};
use crate::state::Place;
use crate::texts::Texts;

/// The words of a family of scales, `indicator` or `share-factor`, by code.
#[hook]
pub fn use_scale_words(family: &'static str) -> std::rc::Rc<Vec<(String, ScaleWords)>> {
    let texts = use_texts();
    let rules = use_rules();
    let day = use_session().session.as_of;
    use_memo((rules, day, texts), |(rules, day, texts)| {
        let rules = rules.on(*day);
        let code = |id: &str| id.split_once('.').map_or(id, |(_, code)| code).to_owned();
        rules
            .notes(NoteKind::Remark, family)
            .map(|note| (code(&note.id), ScaleWords::of(note, texts.language())))
            .collect()
    })
}

/// Properties of [`Scores`].
#[derive(Properties, PartialEq)]
pub struct ScoresProps {
    /// Id of the right.
    pub asset: AttrValue,
    /// Its score as it stands.
    pub score: AssetScore,
}

/// The indicators with anchors, what each counts while it is not answered, and the coverage.
#[component]
pub fn Scores(props: &ScoresProps) -> Html {
    let ScoresProps { asset, score } = props;
    let texts = use_texts();
    let words = use_scale_words("indicator");
    let of = |origin| score.indicators.iter().filter(|one| one.from == origin).count();
    let answered = of(ScoreOrigin::Answered);
    let coverage = texts.assets_scores_coverage(
        &percent(score.coverage),
        &answered.to_string(),
        &of(ScoreOrigin::Derived).to_string(),
        &of(ScoreOrigin::Assumed).to_string(),
    );
    let levels = [
        ("L", texts.assets_scores_level_legal(), score.legal),
        ("T", texts.assets_scores_level_technical(), score.technical),
        ("E", texts.assets_scores_level_economic(), score.economic),
    ];
    html! {
        <Folded title={texts.assets_group_scores()} known={answered} of={score.indicators.len()}>
            <p class="field__hint">{ texts.assets_scores_lead() }</p>
            <p class="scale__coverage" role="status">
                { coverage }
                if score.band > 0.0 {
                    <br />{ texts.assets_scores_band(&decimal(score.band, 1)) }
                }
            </p>
            for (letter, name, level) in levels {
                <h4>{ name }{ " " }<small>{ decimal(level, 1) }</small></h4>
                <div class="scales">
                    for ((code, field), (_, words)) in scale::INDICATORS.iter().zip(words.iter()) {
                        if code.starts_with(letter) {
                            <ScaleField key={*code} place={Place::Asset(asset.clone(), field)} words={words.clone()}
                                form={ScaleForm::Points} otherwise={otherwise(code, score, texts)} />
                        }
                    }
                </div>
            }
        </Folded>
    }
}

/// What an indicator counts while it is not answered, and from what.
fn otherwise(code: &str, score: &AssetScore, texts: Texts) -> Option<AttrValue> {
    let IndicatorScore { score: points, from, .. } = score.indicators.iter().find(|one| one.code == code)?;
    let points = decimal(*points, 1);
    let basis = basis(code, texts);
    Some(
        match from {
            ScoreOrigin::Answered => return None,
            ScoreOrigin::Derived => texts.assets_derived(&points, &basis),
            ScoreOrigin::Assumed if basis.is_empty() => texts.assets_assumed(&points),
            ScoreOrigin::Assumed => texts.assets_assumed_from(&points, &basis),
        }
        .into(),
    )
}

/// The questions that an indicator is read from.
fn basis(code: &str, texts: Texts) -> String {
    let names: Vec<String> = prefill_basis(code)
        .iter()
        .map(|key| match *key {
            "sales" => texts.assets_basis_sales().to_owned(),
            "licences" => texts.assets_basis_licences().to_owned(),
            "life" => texts.assets_basis_life().to_owned(),
            key => path_name(&["assets.", key].concat(), texts),
        })
        .collect();
    names.join(texts.list_separator())
}

/// Properties of [`Factors`].
#[derive(Properties, PartialEq)]
pub struct FactorsProps {
    /// Id of the right.
    pub asset: AttrValue,
}

/// The factors of the composite method with their steps.
#[component]
pub fn Factors(props: &FactorsProps) -> Html {
    let texts = use_texts();
    let document = use_dossier();
    let words = use_scale_words("share-factor");
    let places: Vec<Place> =
        scale::SHARE_FACTORS.iter().map(|(_, field)| Place::Asset(props.asset.clone(), field)).collect();
    let known = places.iter().filter(|place| place.answer(&document.dossier).is_known()).count();
    html! {
        <Folded title={texts.assets_group_factors()} {known} of={places.len()}>
            <p class="field__hint">{ texts.assets_factors_lead() }</p>
            <div class="scales">
                for (place, (code, words)) in places.into_iter().zip(words.iter()) {
                    <ScaleField key={code.clone()} {place} words={words.clone()} form={ScaleForm::Steps} />
                }
            </div>
        </Folded>
    }
}

#[cfg(test)]
mod tests {
    use ip_health_engine::rules::Language;

    use super::*;

    #[test]
    fn what_an_indicator_is_read_from_is_named_as_its_question() {
        let zh = Texts::new(Language::Chinese);
        for (code, _) in &scale::INDICATORS {
            assert!(!basis(code, zh).contains("assets"), "{code}: {}", basis(code, zh));
        }
        assert_eq!(basis("L2.2", zh), "权利要求项数");
        assert_eq!(basis("T5.2", zh), "产品的首次销售日或历史收入");
    }
}
