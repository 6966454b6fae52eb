"""The list and the 150 rules of the shared benchmark, made for the program, and the peers that hold the same list against them.

peers.py BENCH make N CATALOGUE OUT   OUT/list.csv, OUT/list.parquet and OUT/catalogue, a copy of CATALOGUE with these rules alone
peers.py BENCH ENGINE LIST OUT.csv    society,rule of every violation, or rule,n where the tool gives counts
ENGINE: duckdb, polars, pandera, great-expectations.   BENCH: the folder of gen.py and rules.py
"""
import csv
import os
import shutil
import subprocess
import sys
import tempfile

BENCH = sys.argv[1]
sys.dont_write_bytecode = True
sys.path.insert(0, BENCH)
import rules  # noqa: E402

FIELDS = rules.FIELDS
# Lines that the statutes and the one rule written in Rust need beside the 60 figures.
KEPT = """society_id registration_number fy_start fy_end governing_act society_type return_filed_on registration_date state_code
district_code functional_status audit_class liability_type dividend_rate_pct""".split()


def make(n, catalogue, out):
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.csv as pcsv
    import pyarrow.parquet as pq
    base = min(int(n), 100_000)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-B", os.path.join(BENCH, "gen.py"), "returns", "--n", str(base), "--out", folder], check=True)
        table = pq.read_table(os.path.join(folder, "returns.parquet"))
    ids, parts = pc.cast(table["return_id"], pa.string()), []
    for copy in range(-(-int(n) // base)):  # beyond a hundred thousand: the same figures of other societies
        society = pc.binary_join_element_wise(pa.scalar(f"BR-B{copy}-S-"), ids, "")
        parts.append(pa.table({"society": society, "fy": pa.array(["2024-25"] * base)} | {f: table[f] for f in FIELDS}))
    whole = pa.concat_tables(parts).slice(0, int(n))
    pcsv.write_csv(whole, f"{out}/list.csv", pcsv.WriteOptions(quoting_style="none"))
    pq.write_table(whole, f"{out}/list.parquet")
    make_catalogue(catalogue, f"{out}/catalogue")


def make_catalogue(source, out):
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(source, out)
    with open(f"{source}/fields/return_fields.csv", encoding="utf-8") as f:
        head, *lines = f.read().splitlines()
    lines = [line for line in lines if line.split(",")[0] in KEPT] + [f"{f},{f},{f},INR,balance_sheet,money,bench" for f in FIELDS]
    write(f"{out}/fields/return_fields.csv", "\n".join([head, *lines]) + "\n")
    write(f"{out}/fields/return_kinds.toml", "pacs = []\n")
    write(f"{out}/fields/return_openings.toml", "")
    with open(f"{source}/rules/returns/FIL.toml", encoding="utf-8") as f:
        native = f.read().split("[FIL-009]")[1].split("\n[FIL-")[0]
    for name in os.listdir(f"{out}/rules/returns"):
        os.remove(f"{out}/rules/returns/{name}")
    write(f"{out}/rules/returns/FIL.toml", "[FIL-009]" + native)
    entries = []
    for no, ((_id, sql, *_), (_r, kind, text, what)) in enumerate(zip(rules.exprs(), rules.RULES), 1):
        field = [f for f in FIELDS if f in sql.replace("(", " ").replace(")", " ").split()][0]
        check = f"{what} IS NOT NULL" if kind == "required" else f"NOT ({sql})"
        entries.append(f'[RRR-{no:03d}]\nname = "r-{no}"\nname_hi = "नियम {no}"\napplies = ["all"]\nseverity = "error"\ncheck = "{check}"\n'
                       f'field = "{field}"\nbasis = ["arithmetic"]\nmessage.en = "{text}: {{{field}}}"\nmessage.hi = "नियम: {{{field}}}"\n')
    write(f"{out}/rules/returns/RRR.toml", "\n".join(entries))


def write(path, text):
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)


def duckdb(src, out):
    """Only returns with a violation are laid out rule by rule: the faster of two ways to ask."""
    import duckdb
    con = duckdb.connect()
    ex = rules.exprs()
    columns = "{'society':'VARCHAR','fy':'VARCHAR'," + ",".join(f"'{f}':'BIGINT'" for f in FIELDS) + "}"
    table = f"read_csv('{src}', header=true, auto_detect=false, columns={columns})" if src.endswith(".csv") else f"read_parquet('{src}')"
    con.execute(f"CREATE TEMP TABLE bad AS SELECT * FROM {table} WHERE " + " OR ".join(sql for _r, sql, *_ in ex))
    each = ", ".join(f"CASE WHEN {sql} THEN '{rid}' END" for rid, sql, *_ in ex)
    con.execute(f"COPY (SELECT society, rule FROM (SELECT society, unnest([{each}]) AS rule FROM bad) WHERE rule IS NOT NULL) TO '{out}' (HEADER)")


def polars(src, out):
    import polars as pl
    lf = pl.scan_csv(src, schema_overrides={f: pl.Int64 for f in FIELDS}) if src.endswith(".csv") else pl.scan_parquet(src)
    conds = rules.native(pl.col, lambda c: c.is_null())
    bad = lf.select("society", *[c.fill_null(False).alias(r) for r, c in conds]).filter(pl.any_horizontal([r for r, _ in conds])).collect()
    pl.concat([bad.filter(pl.col(r)).select("society", rule=pl.lit(r)) for r, _ in conds]).write_csv(out)


def pandera(src, out):
    import pandera.polars as pa
    import polars as pl
    df = pl.read_csv(src, schema_overrides={f: pl.Int64 for f in FIELDS}) if src.endswith(".csv") else pl.read_parquet(src)
    conds = rules.native(pl.col, lambda c: c.is_null())
    checks = [pa.Check((lambda c: lambda d: d.lazyframe.select(~c.fill_null(False)))(c), name=r) for r, c in conds]
    found = {}
    try:
        pa.DataFrameSchema(checks=checks).validate(df, lazy=True)
    except pa.errors.SchemaErrors as error:
        found = dict(error.failure_cases.group_by("check").len().iter_rows())
    counts(out, found.items())


def great_expectations(src, out):
    """Rows in SQLite, each rule one UnexpectedRowsExpectation, its form of a rule in SQL."""
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations as ge
    import pandas as pd
    import sqlite3
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "r.db")
        con = sqlite3.connect(path)
        (pd.read_csv(src) if src.endswith(".csv") else pd.read_parquet(src)).to_sql("returns", con, index=False)
        con.commit()
        ctx = ge.get_context(mode="ephemeral")
        ctx.variables.progress_bars = {"globally": False}
        ds = ctx.data_sources.add_sqlite("s", connection_string=f"sqlite:///{path}")
        whole = ds.add_table_asset("returns", table_name="returns").add_batch_definition_whole_table("all")
        suite = ctx.suites.add(ge.ExpectationSuite(name="coop"))
        for rid, sql, *_ in rules.exprs():
            query = f"SELECT society FROM {{batch}} WHERE {sql}"
            suite.add_expectation(ge.expectations.UnexpectedRowsExpectation(unexpected_rows_query=query, description=rid))
        res = ctx.validation_definitions.add(ge.ValidationDefinition(name="v", data=whole, suite=suite)).run(result_format="SUMMARY")
        counts(out, ((r.expectation_config.description, r.result.get("observed_value", 0)) for r in res.results))


def counts(out, found):
    with open(out, "w", newline="") as f:
        w = csv.writer(f)
        w.writerow(["rule", "n"])
        w.writerows(found)


if __name__ == "__main__":
    verb, *rest = sys.argv[2:]
    {"make": make, "duckdb": duckdb, "polars": polars, "pandera": pandera, "great-expectations": great_expectations}[verb](*rest)
