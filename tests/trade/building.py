"""Small trade files, written as literally as the databases write them."""

import json
import os
from pathlib import Path

import pytest

FLOWS_HEADER = "id,period,reporter,partner,flow,hs,quantity,unit,value,currency,ledger"

GACC = (
    "数据年月,商品编码,商品名称,贸易伙伴编码,贸易伙伴名称,第一数量,第一计量单位,第二数量,第二计量单位,美元\r\n"
    '"201701","27011100","无烟煤","109","朝鲜","1,445,112,345","千克","-","-","125,812,345"\t\r\n'
    '"201702","27011100","无烟煤","109","朝鲜","1,229,876,543","千克","-","-","97,604,201"\r\n'
    '"201702","27011100","无烟煤","133","韩国","1,000","千克","-","-","151"\r\n'
    '"201702","01012100","改良种用马","501","加拿大","12","头","6,500","千克","48,000"\r\n'
)

LEGACY = (
    "Classification,Year,Period,Period Desc.,Aggregate Level,Is Leaf Code,Trade Flow Code,Trade Flow,"
    "Reporter Code,Reporter,Reporter ISO,"
    "Partner Code,Partner,Partner ISO,Commodity Code,Commodity,Qty Unit Code,Qty Unit,Qty,Netweight (kg),Trade Value (US$),Flag\n"
    "HS,2015,2015,2015,4,0,1,Import,156,China,CHN,408,Dem. People's Rep. of Korea,PRK,2701,C,8,kg,19627000000,19627000000,1049000000,0,\n"
    "HS,2015,2015,2015,4,0,2,Export,156,China,CHN,0,World,WLD,2701,C,8,kg,5330000000,5330000000,498000000,0,\n"
    "HS,2015,2015,2015,4,0,3,Re-Export,156,China,CHN,408,Dem. People's Rep. of Korea,PRK,2701,C,8,kg,10,10,10,0,\n"
    "HS,2015,2015,2015,6,0,1,Import,156,China,CHN,408,Dem. People's Rep. of Korea,PRK,30613,Shrimps,8,kg,0,,5000,0,\n"
)


def api_row(**changes):
    """One row of the API's answer, as the database gives it."""
    row = {
        "typeCode": "C",
        "freqCode": "M",
        "refPeriodId": 20170101,
        "refYear": 2017,
        "refMonth": 1,
        "period": "201701",
        "reporterCode": 156,
        "reporterISO": None,
        "flowCode": "M",
        "partnerCode": 408,
        "partnerISO": None,
        "partner2Code": 0,
        "classificationCode": "H4",
        "cmdCode": "2701",
        "aggrLevel": 4,
        "customsCode": "C00",
        "motCode": 0,
        "qtyUnitCode": 8,
        "qty": 1445000000.0,
        "isQtyEstimated": False,
        "netWgt": 1445000000.0,
        "isNetWgtEstimated": True,
        "cifvalue": 125800000.0,
        "fobvalue": None,
        "primaryValue": 125800000.0,
        "isReported": False,
        "isAggregate": True,
    }
    return {**row, **changes}


def api_answer(*rows, error=""):
    """A saved answer of the API."""
    return json.dumps({"elapsedTime": "0.1 secs", "count": len(rows), "data": list(rows), "error": error})


def write(folder: Path, name: str, text: str | bytes) -> Path:
    """A file in a folder."""
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def flow_row(period="2017-01", flow="import", hs="2701", quantity="", unit="", value="", currency="", **more):
    """One row of the flows table with what is usual filled in."""
    row = {
        "id": "",
        "period": period,
        "reporter": "CHN",
        "partner": "PRK",
        "flow": flow,
        "hs": hs,
        "quantity": quantity,
        "unit": unit or ("t" if quantity != "" else ""),
        "value": value,
        "currency": currency or ("USD" if value != "" else ""),
        "ledger": "customs",
        **more,
    }
    row["id"] = row["id"] or "/".join(
        str(row[k])
        for k in ("period", "reporter", "partner", "flow", "hs", "quantity", "value", "currency", "ledger")
    )
    return row


def real(name: str) -> Path:
    """A file of the real data, or a skip that says where it would come from."""
    folder = os.environ.get("YALU_REAL_DATA", "")
    if not folder or not (Path(folder) / name).exists():
        pytest.skip(f"set YALU_REAL_DATA to a folder that has {name} to test with real data")
    return Path(folder) / name
