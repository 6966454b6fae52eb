//! The books of one society over the years: every closing figure is the next opening one.

use super::super::{dice::Dice, society::Society};
use std::collections::BTreeMap;

/// What is carried from one year into the next. Whole rupees.
pub struct Books {
    loser: bool,
    members: i64,
    share: i64,
    share_govt: i64,
    share_institutions: i64,
    statutory: i64,
    bad_debt: i64,
    building: i64,
    education: i64,
    other_reserve: i64,
    savings: i64,
    fixed: i64,
    recurring: i64,
    dccb: i64,
    govt: i64,
    gross: i64,
    worn: i64,
    stock: i64,
    cash: i64,
    bank: i64,
    investments: i64,
    loans: i64,
    carried: i64,
    lost: i64,
    to_reserve: i64,
    to_education: i64,
    resources: i64,
}

/// Field code → figure of one year.
type Figures = BTreeMap<&'static str, i64>;

impl Books {
    /// The books on the day before the first year.
    pub fn opening(s: &Society, dice: &mut Dice) -> Self {
        let share = s.share_capital.max(20_000);
        let deposits = share * dice.between(2, 8);
        Self {
            loser: dice.chance(14),
            members: s.members,
            share,
            share_govt: share * dice.between(0, 3) / 10,
            share_institutions: if dice.chance(30) { 5000 } else { 0 },
            statutory: share * dice.between(1, 4) / 5,
            bad_debt: share / 20,
            building: share / 10,
            education: 500,
            other_reserve: share / 25,
            savings: deposits / 2,
            fixed: deposits / 3,
            recurring: deposits / 9,
            dccb: share * dice.between(1, 4),
            govt: share / 5,
            gross: share / 2,
            worn: share / 8,
            stock: share / 6,
            cash: 12_000,
            bank: share,
            investments: share,
            loans: share,
            carried: 0,
            lost: 0,
            to_reserve: 0,
            to_education: 0,
            resources: share * 3,
        }
    }

    /// Closes one year and says every figure of its return.
    pub fn year(&mut self, year: i16, s: &Society, dice: &mut Dice) -> BTreeMap<&'static str, String> {
        let mut f = Figures::new();
        self.people(&mut f, dice);
        self.liabilities(&mut f, s, dice);
        self.result(&mut f, s, dice);
        self.appropriation(&mut f, dice);
        self.balance(&mut f, s, dice);
        let _ = year;
        f.into_iter().map(|(k, v)| (k, v.to_string())).collect()
    }

    fn people(&mut self, f: &mut Figures, dice: &mut Dice) {
        let open = self.members;
        let (admitted, resigned, died) =
            (dice.between(0, open / 20 + 1), dice.between(0, open / 60), dice.between(0, open / 80));
        let close = open + admitted - resigned - died;
        self.members = close;
        let institutional = i64::from(self.share_institutions > 0) * 2;
        let individual = close - institutional;
        let women = individual * dice.between(18, 45) / 100;
        let men = individual - women;
        for (open_or, n) in [
            ("members_open", open),
            ("members_admitted", admitted),
            ("members_resigned", resigned),
            ("members_died", died),
            ("members_expelled", 0),
            ("members_close", close),
            ("members_individual", individual),
            ("members_institutional", institutional),
            ("members_male", men),
            ("members_female", women),
            ("members_other_gender", 0),
            ("members_nominal", 0),
        ] {
            f.insert(open_or, n);
        }
        let split = |all: i64| (all * 18 / 100, all / 50, all * 45 / 100);
        let ((ms, mt, mo), (fs, ft, fo)) = (split(men), split(women));
        let (mg, fg) = (men - ms - mt - mo, women - fs - ft - fo);
        for (code, n) in [
            ("m_general", mg),
            ("m_sc", ms),
            ("m_st", mt),
            ("m_obc", mo),
            ("f_general", fg),
            ("f_sc", fs),
            ("f_st", ft),
            ("f_obc", fo),
            ("members_general", mg + fg),
            ("members_sc", ms + fs),
            ("members_st", mt + ft),
            ("members_obc", mo + fo),
            ("members_small_marginal", individual * 3 / 5),
            ("members_active", individual * 7 / 10),
            ("members_voting", individual * 9 / 10),
            ("members_borrowing", individual * 2 / 5),
            ("members_defaulters", individual / 15),
        ] {
            f.insert(code, n);
        }
    }

    fn liabilities(&mut self, f: &mut Figures, s: &Society, dice: &mut Dice) {
        let share_open = self.share + self.share_govt + self.share_institutions;
        let (issued, refunded) = (self.share * dice.between(1, 8) / 100, self.share * dice.between(0, 2) / 100);
        self.share += issued - refunded;
        let share_total = self.share + self.share_govt + self.share_institutions;
        let reserves_open = self.statutory + self.bad_debt + self.building + self.education + self.other_reserve;
        // Last year's profit was disposed of by this year's meeting.
        self.statutory += self.to_reserve;
        self.education = 500 + self.to_education;
        let reserves = self.statutory + self.bad_debt + self.building + self.education + self.other_reserve;
        let deposits_open = self.savings + self.fixed + self.recurring;
        let received = deposits_open * dice.between(20, 40) / 100;
        let paid = deposits_open * dice.between(15, 35) / 100;
        self.savings += received - paid;
        let deposits = self.savings + self.fixed + self.recurring;
        let borrowings_open = self.dccb + self.govt;
        let drawn = self.dccb * dice.between(30, 70) / 100;
        let repaid = self.dccb * dice.between(30, 60) / 100;
        self.dccb += drawn - repaid;
        let borrowings = self.dccb + self.govt;
        for (code, n) in [
            ("authorised_share_capital", (share_total / 100_000 + 2) * 100_000),
            ("share_capital_open", share_open),
            ("share_capital_issued", issued),
            ("share_capital_refunded", refunded),
            ("share_capital_members", self.share),
            ("share_capital_govt", self.share_govt),
            ("share_capital_institutions", self.share_institutions),
            ("share_capital_total", share_total),
            ("reserves_open", reserves_open),
            ("reserve_fund_statutory", self.statutory),
            ("reserve_bad_debt", self.bad_debt),
            ("reserve_building", self.building),
            ("education_fund", self.education),
            ("equity_redemption_fund", 0),
            ("reserve_other", self.other_reserve),
            ("reserves_total", reserves),
            ("deposits_open", deposits_open),
            ("deposits_received", received),
            ("deposits_paid", paid),
            ("deposits_savings", self.savings),
            ("deposits_fixed", self.fixed),
            ("deposits_recurring", self.recurring),
            ("deposits_other", 0),
            ("deposits_total", deposits),
            // A credit society takes deposits of its members alone.
            ("deposits_nonmembers", if is_credit(s) { 0 } else { deposits / 50 }),
            ("borrowings_open", borrowings_open),
            ("borrowings_drawn", drawn),
            ("borrowings_repaid", repaid),
            ("borrowings_dccb", self.dccb),
            ("borrowings_govt", self.govt),
            ("borrowings_other", 0),
            ("borrowings_total", borrowings),
            ("borrowings_overdue", borrowings / 40),
            ("borrowing_limit", (borrowings / 50_000 + 2) * 50_000),
        ] {
            f.insert(code, n);
        }
    }

    fn result(&mut self, f: &mut Figures, s: &Society, dice: &mut Dice) {
        let own = f["share_capital_total"] + f["reserves_total"];
        self.resources = own + f["deposits_total"] + f["borrowings_total"];
        let trade = if s.class.code == "housing" { 0 } else { own * dice.between(8, 11) / 10 };
        let (stock_open, stock_close) = (self.stock, self.stock * dice.between(8, 12) / 10);
        self.stock = stock_close;
        let (purchases, direct) = (trade * 88 / 100, trade / 50);
        let gross_profit = trade - purchases - direct - stock_open + stock_close;
        let on_loans = self.loans * dice.between(8, 11) / 100;
        let on_investments = self.investments * 6 / 100;
        let (commission, rent, other) = (own / 40, own / 100, own / 200);
        let income = gross_profit + on_loans + on_investments + commission + rent + other;
        let (paid_deposits, paid_borrowings) = (f["deposits_total"] * 2 / 100, f["borrowings_total"] * 3 / 100);
        let wear = self.gross * dice.between(5, 9) / 100;
        let rest = income - paid_deposits - paid_borrowings - wear;
        // Office costs take what decides between a small profit and a small loss.
        let aim = if self.loser { -(own * dice.between(1, 2) / 100) } else { own * dice.between(2, 6) / 100 };
        let costs = rest - aim;
        let (salary, audit_fee, provision) = (costs * 45 / 100, costs / 30, costs / 25);
        let admin = costs * 20 / 100;
        let other_costs = costs - salary - audit_fee - provision - admin;
        let spent = paid_deposits + paid_borrowings + wear + costs;
        let additions = self.gross * dice.between(0, 10) / 100;
        self.gross += additions;
        self.worn += wear;
        for (code, n) in [
            ("sales_total", trade),
            ("purchases_total", purchases),
            ("direct_expenses", direct),
            ("gross_profit", gross_profit),
            ("interest_income_loans", on_loans),
            ("interest_income_investments", on_investments),
            ("commission_income", commission),
            ("grant_income", 0),
            ("rent_income", rent),
            ("other_income", other),
            ("total_income", income),
            ("interest_paid_deposits", paid_deposits),
            ("interest_paid_borrowings", paid_borrowings),
            ("salary_expense", salary),
            ("admin_expense", admin),
            ("audit_fee_expense", audit_fee),
            ("depreciation", wear),
            ("provision_expense", provision),
            ("other_expenses", other_costs),
            ("tax_expense", 0),
            ("total_expenditure", spent),
            ("net_profit", income - spent),
            ("annual_turnover", trade + income),
            ("stock_opening", stock_open),
            ("stock_closing", stock_close),
            ("fixed_assets_gross", self.gross),
            ("fixed_assets_additions", additions),
            ("fixed_assets_disposals", 0),
            ("accumulated_depreciation", self.worn),
            ("depreciation_on_disposals", 0),
            ("fixed_assets_net", self.gross - self.worn),
        ] {
            f.insert(code, n);
        }
    }

    fn appropriation(&mut self, f: &mut Figures, dice: &mut Dice) {
        let net = f["net_profit"];
        let available = net + self.carried;
        let gain = net.max(0);
        let share = f["share_capital_total"];
        let (reserve, education) = ((gain + 3) / 4, gain / 100);
        let charity = gain * dice.between(0, 3) / 100;
        let bonus = (gain / 20).min(f["salary_expense"].max(0) / 12);
        let patronage = gain * dice.between(0, 4) / 100;
        let rate = (1..=9).rev().find(|r| share * r / 100 <= gain / 3).unwrap_or(0);
        let dividend = share * rate / 100;
        let carried =
            if available > 0 { available - reserve - education - charity - bonus - patronage - dividend } else { 0 };
        for (code, n) in [
            ("profit_brought_forward", self.carried),
            ("profit_available", available),
            ("approp_reserve_fund", reserve),
            ("approp_education_fund", education),
            ("approp_unforeseen_losses", 0),
            ("approp_equity_redemption", 0),
            ("approp_dividend", dividend),
            ("approp_bonus", bonus),
            ("approp_patronage", patronage),
            ("approp_charity", charity),
            ("approp_other", 0),
            ("approp_carried_forward", carried),
            ("dividend_rate_pct", rate),
        ] {
            f.insert(code, n);
        }
        if net < 0 {
            self.lost -= net;
        }
        f.insert("profit_undistributed", available.max(0));
        f.insert("accumulated_loss", self.lost);
        (self.carried, self.to_reserve, self.to_education) = (carried, reserve, education);
    }

    fn balance(&mut self, f: &mut Figures, s: &Society, dice: &mut Dice) {
        let share = f["share_capital_total"];
        let receivable = self.loans / 60;
        let overdue = receivable / 4;
        for (code, n) in [
            ("interest_payable", f["deposits_total"] / 100),
            ("overdue_interest_reserve", overdue),
            ("sundry_creditors", share / 20),
            // Loans are less than half of the resources, and need provisions of less than two in a hundred.
            ("provisions_npa", self.resources / 100),
            ("other_provisions", share / 50),
            ("grants_unspent", 0),
            ("other_liabilities", share / 80),
            ("interest_receivable", receivable),
            ("interest_receivable_overdue", overdue),
            ("sundry_debtors", share / 30),
            ("work_in_progress", 0),
            ("other_assets", share / 90),
            ("suspense_account", 0),
        ] {
            f.insert(code, n);
        }
        let total: i64 = [
            "share_capital_total",
            "reserves_total",
            "deposits_total",
            "borrowings_total",
            "interest_payable",
            "overdue_interest_reserve",
            "sundry_creditors",
            "provisions_npa",
            "other_provisions",
            "grants_unspent",
            "other_liabilities",
            "profit_undistributed",
        ]
        .iter()
        .map(|code| f[code])
        .sum();
        f.insert("total_liabilities", total);
        f.insert("total_assets", total);
        self.money(f, s, dice, total);
    }

    /// Shares what the firm assets leave over between loans, investments, cash and the bank.
    fn money(&mut self, f: &mut Figures, s: &Society, dice: &mut Dice, total: i64) {
        let firm: i64 = [
            "interest_receivable",
            "stock_closing",
            "sundry_debtors",
            "fixed_assets_net",
            "other_assets",
            "accumulated_loss",
        ]
        .iter()
        .map(|c| f[c])
        .sum();
        let free = total - firm;
        let (loans_open, investments_open, cash_open, bank_open) = (self.loans, self.investments, self.cash, self.bank);
        self.cash = dice.between(2_000, 38_000).min(free / 20);
        self.investments = free * dice.between(19, 22) / 100;
        self.loans = free * dice.between(40, 48) / 100;
        if is_credit(s) {
            self.loans = self.loans.min(f["deposits_total"] * 3 / 4);
        }
        self.bank = free - self.cash - self.investments - self.loans;
        let (shares, deposits) = (self.investments / 4, self.investments / 2);
        let recovered = loans_open * dice.between(40, 60) / 100;
        let (crop, medium) = (self.loans * 7 / 10, self.loans / 5);
        let (sub, doubtful, bad) = (self.loans / 30, self.loans / 60, self.loans / 200);
        let difference = dice.between(0, 9) * 100;
        for (code, n) in [
            ("cash_open", cash_open),
            ("cash_in_hand", self.cash),
            ("bank_open", bank_open),
            ("bank_balance", self.bank),
            ("bank_statement_balance", self.bank - difference),
            ("bank_recon_items", difference),
            ("investments_open", investments_open),
            ("investments_shares", shares),
            ("investments_fd", deposits),
            ("investments_govt", 0),
            ("investments_other", self.investments - shares - deposits),
            ("investments_total", self.investments),
            ("loans_open", loans_open),
            ("loans_disbursed", self.loans - loans_open + recovered),
            ("loans_recovered", recovered),
            ("loans_written_off", 0),
            ("loans_st_crop", crop),
            ("loans_mt", medium),
            ("loans_lt", 0),
            ("loans_nonagri", self.loans - crop - medium),
            ("loans_outstanding", self.loans),
            ("loans_overdue", self.loans / 12),
            ("loans_standard", self.loans - sub - doubtful - bad),
            ("loans_substandard", sub),
            ("loans_doubtful", doubtful),
            ("loans_loss", bad),
            ("npa_gross", sub + doubtful + bad),
            ("loans_to_directors", self.loans / 100),
            ("loans_directors_overdue", 0),
            ("unsecured_loans", self.loans / 10),
            ("largest_borrower_exposure", self.loans / 25),
            ("member_share_ledger_total", self.share),
            ("member_loan_ledger_total", self.loans),
            ("member_deposit_ledger_total", f["deposits_total"]),
            ("capital_funds", f["share_capital_total"] + f["reserves_total"]),
            ("risk_weighted_assets", self.loans),
        ] {
            f.insert(code, n);
        }
    }
}

/// A credit society of a town, which lends what its members deposit.
fn is_credit(s: &Society) -> bool {
    s.class.code == "urban_credit"
}
