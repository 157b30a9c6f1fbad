//! Products, licences and disputes: records to be added and removed, each with its questions and the rights it is about.

use ip_health_engine::dossier::{Dispute, Dossier, Licence, Product};
use jiff::civil::Date;
use yew::prelude::*;

use super::product_details::{ProductDetails, risks, streams};
use super::ties::Ties;
use crate::components::{Field, field_id, focus};
use crate::fields::{dispute, licence, product};
use crate::hooks::{use_dossier, use_edit, use_session, use_texts};
use crate::state::{Edit, Place, Row, new_id};
use crate::texts::Texts;

/// Which records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Records {
    /// 产品.
    Products,
    /// 许可合同.
    Licences,
    /// 纠纷.
    Disputes,
}

impl Records {
    /// Ids and names of the records, in their order.
    pub fn ids(self, dossier: &Dossier) -> Vec<(AttrValue, String)> {
        let own = |id: &String| AttrValue::from(id.clone());
        match self {
            Records::Products => {
                dossier.products.iter().map(|product| (own(&product.id), product.name.clone())).collect()
            }
            Records::Licences => {
                dossier.licences.iter().map(|licence| (own(&licence.id), licence.party.clone())).collect()
            }
            Records::Disputes => dossier.disputes.iter().map(|dispute| (own(&dispute.id), String::new())).collect(),
        }
    }

    /// Every question about a record.
    pub fn places(self, id: &AttrValue, day: Date) -> Vec<Place> {
        let mut places = self.main_places(id);
        if self == Records::Products {
            places.extend(streams(id, day).into_iter().flat_map(|(_, places)| places));
            places.extend(risks(id).map(|(_, place)| place));
        }
        places
    }

    /// The questions asked of every record.
    pub fn main_places(self, id: &AttrValue) -> Vec<Place> {
        match self {
            Records::Products => {
                use product as p;
                let mut fields =
                    vec![&p::NAME, &p::SECTOR, &p::STAGE, &p::REVENUE_SHARE, &p::GROWTH, &p::OPERATING_MARGIN];
                fields.extend([&p::FIRST_SALE, &p::END_OF_LIFE, &p::CONSUMER, &p::DEVELOPMENT_COST]);
                fields.into_iter().map(|field| Place::Product(id.clone(), field)).collect()
            }
            Records::Licences => {
                use licence as l;
                let mut fields = vec![&l::PARTY, &l::DIRECTION, &l::EXCLUSIVITY, &l::ANNUAL_ROYALTY, &l::ROYALTY_RATE];
                fields.extend([&l::LICENSED_SALES, &l::MARKET_ROYALTY_RATE, &l::TRANSFERABLE]);
                fields.extend([&l::FIXED, &l::FROM, &l::TO, &l::RECORDED, &l::UNRELATED_PARTY]);
                fields.extend([&l::PAYMENT_HISTORY_YEARS, &l::DEBTOR_CONFIRMED, &l::ASSIGNMENT_BARRED]);
                fields.extend([&l::SIGNED, &l::TERMINABLE_AT_WILL, &l::PLEDGEE_CONSENTED]);
                fields.into_iter().map(|field| Place::Licence(id.clone(), field)).collect()
            }
            Records::Disputes => {
                use dispute as d;
                let mut fields = vec![&d::KIND, &d::ROLE, &d::PENDING, &d::DATE, &d::OVERSEAS];
                fields.extend([&d::AMOUNT, &d::REVENUE_AT_RISK]);
                fields.into_iter().map(|field| Place::Dispute(id.clone(), field)).collect()
            }
        }
    }

    /// The name of a record: its own, else its place in the list.
    pub fn name(self, own: &str, place: usize, texts: Texts) -> String {
        let number = (place + 1).to_string();
        match self {
            _ if !own.trim().is_empty() => own.to_owned(),
            Records::Products => texts.records_product(&number),
            Records::Licences => texts.records_licence(&number),
            Records::Disputes => texts.records_dispute(&number),
        }
    }

    fn row(self, id: String) -> Row {
        match self {
            Records::Products => Row::Product(Product { id, ..Product::default() }),
            Records::Licences => Row::Licence(Licence { id, ..Licence::default() }),
            Records::Disputes => Row::Dispute(Dispute { id, ..Dispute::default() }),
        }
    }

    const fn add_id(self) -> &'static str {
        match self {
            Records::Products => "add-product",
            Records::Licences => "add-licence",
            Records::Disputes => "add-dispute",
        }
    }
}

/// Properties of [`RecordList`].
#[derive(Properties, PartialEq)]
pub struct RecordListProps {
    /// Which records.
    pub records: Records,
}

/// The records with their questions.
#[component]
pub fn RecordList(props: &RecordListProps) -> Html {
    let records = props.records;
    let texts = use_texts();
    let document = use_dossier();
    let edit = use_edit();
    let disabled = use_session().session.read_only;
    let (empty, add, ties) = match records {
        Records::Products => (texts.records_no_products(), texts.records_add_product(), texts.ties_product()),
        Records::Licences => (texts.records_no_licences(), texts.records_add_licence(), texts.ties_licence()),
        Records::Disputes => (texts.records_no_disputes(), texts.records_add_dispute(), texts.ties_dispute()),
    };
    let ids = records.ids(&document.dossier);
    let onadd = {
        let edit = edit.clone();
        move |_| {
            let id = new_id();
            edit.emit(Edit::Add(Box::new(records.row(id.to_string()))));
            if let Some(first) = records.main_places(&id).first() {
                focus(&field_id(&first.path()));
            }
        }
    };
    html! {
        <div class="records">
            if ids.is_empty() {
                <p class="interview__quiet">{ empty }</p>
            }
            for (place, (id, own)) in ids.into_iter().enumerate() {
                <section class="record" key={id.to_string()} aria-label={records.name(&own, place, texts)}>
                    <div class="record__head">
                        <h3>{ records.name(&own, place, texts) }</h3>
                        <button type="button" class="button" {disabled} onclick={drop_record(records, &id, &edit)}>
                            { texts.remove() }<span class="unseen">{ " " }{ records.name(&own, place, texts) }</span>
                        </button>
                    </div>
                    <div class="record__fields">
                        for place in records.main_places(&id) {
                            <Field key={place.path()} place={place.clone()} />
                        }
                    </div>
                    if records == Records::Products {
                        <ProductDetails id={id.clone()} />
                    }
                    <Ties record={id} title={ties} />
                </section>
            }
            <button type="button" id={records.add_id()} class="button" {disabled} onclick={onadd}>
                <span aria-hidden="true">{ "＋ " }</span>{ add }
            </button>
        </div>
    }
}

fn drop_record(records: Records, id: &AttrValue, edit: &Callback<Edit>) -> Callback<MouseEvent> {
    let id = id.clone();
    edit.reform(move |_| {
        // The button pressed goes away with its record.
        focus(records.add_id());
        Edit::Drop(id.clone())
    })
}
