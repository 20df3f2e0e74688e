# ruff: noqa: E501
"""Small list files in every format, made up for the tests: no entry here is a real one."""

from __future__ import annotations

import json

UN = """<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST dateGenerated="2026-02-27T00:00:09.554Z">
  <INDIVIDUALS>
    <INDIVIDUAL>
      <DATAID>1</DATAID><VERSIONNUM>1</VERSIONNUM>
      <FIRST_NAME>YUN</FIRST_NAME><SECOND_NAME>MADE-UP</SECOND_NAME>
      <UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER> KPi.901 </REFERENCE_NUMBER>
      <LISTED_ON>2009-07-16</LISTED_ON>
      <COMMENTS1>Gender: male. Works for a made-up firm. SWIFT/BIC: AAAABB22</COMMENTS1>
      <DESIGNATION><VALUE>Director of a made-up firm</VALUE></DESIGNATION>
      <NATIONALITY><VALUE>Democratic People's Republic of Korea</VALUE></NATIONALITY>
      <NAME_ORIGINAL_SCRIPT>윤가공</NAME_ORIGINAL_SCRIPT>
      <INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Yun Ka-gong (尹加工)</ALIAS_NAME></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Yun</ALIAS_NAME></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_ALIAS><QUALITY/><ALIAS_NAME/></INDIVIDUAL_ALIAS>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>EXACT</TYPE_OF_DATE><DATE>1944-10-13</DATE></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE><FROM_YEAR>1940</FROM_YEAR><TO_YEAR>1942</TO_YEAR></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DATE_OF_BIRTH><TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE><YEAR>1941</YEAR></INDIVIDUAL_DATE_OF_BIRTH>
      <INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>PS 000000001 </NUMBER>
        <ISSUING_COUNTRY>Democratic People's Republic of Korea</ISSUING_COUNTRY><NOTE>Expires 4 Jul. 2017</NOTE></INDIVIDUAL_DOCUMENT>
    </INDIVIDUAL>
  </INDIVIDUALS>
  <ENTITIES>
    <ENTITY>
      <DATAID>2</DATAID><FIRST_NAME>MADE-UP SHIPPING CO</FIRST_NAME>
      <UN_LIST_TYPE>DPRK</UN_LIST_TYPE><REFERENCE_NUMBER>KPe.901</REFERENCE_NUMBER>
      <LISTED_ON>2018-03-30-04:00</LISTED_ON>
      <COMMENTS1>Owner of a made-up tanker. International Maritime Organization (IMO) Number: 1790183.</COMMENTS1>
      <ENTITY_ALIAS><QUALITY>f.k.a.</QUALITY><ALIAS_NAME>EARLIER MADE-UP CO</ALIAS_NAME></ENTITY_ALIAS>
      <ENTITY_ADDRESS><STREET>1 Made-up Street</STREET><CITY>Pyongyang</CITY>
        <COUNTRY>Democratic People's Republic of Korea</COUNTRY></ENTITY_ADDRESS>
    </ENTITY>
  </ENTITIES>
</CONSOLIDATED_LIST>
"""

SDN = """<?xml version="1.0" standalone="yes"?>
<sdnList xmlns="{namespace}">
  <publshInformation><Publish_Date>05/07/2024</Publish_Date><Record_Count>4</Record_Count></publshInformation>
  <sdnEntry><uid>101</uid><firstName>Made Up</firstName><lastName>KIM</lastName><title>Made-up Official</title>
    <sdnType>Individual</sdnType><remarks>(Linked To: MADE-UP PROJECTS (PTY) LIMITED)</remarks>
    <programList><program>DPRK2</program><program>NPWMD</program></programList>
    <idList>
      <id><uid>1</uid><idType>Gender</idType><idNumber>Male</idNumber></id>
      <id><uid>2</uid><idType>Secondary sanctions risk:</idType><idNumber>Made-up Regulations, section 1</idNumber></id>
      <id><uid>3</uid><idType>Passport</idType><idNumber>000000002</idNumber><idCountry>Korea, North</idCountry><expirationDate>01 Jan 2020</expirationDate></id>
      <id><uid>4</uid><idType>Digital Currency Address - ETH</idType><idNumber>0xmadeup</idNumber></id>
    </idList>
    <akaList><aka><uid>5</uid><type>a.k.a.</type><category>weak</category><lastName>RGB</lastName></aka>
      <aka><uid>6</uid><type>f.k.a.</type><category>strong</category><lastName>GIM</lastName><firstName>Made Up</firstName></aka></akaList>
    <nationalityList><nationality><uid>7</uid><country>Korea, North</country></nationality></nationalityList>
    <dateOfBirthList><dateOfBirthItem><uid>8</uid><dateOfBirth>circa 1960</dateOfBirth></dateOfBirthItem>
      <dateOfBirthItem><uid>9</uid><dateOfBirth>12 Mar 1960 to 15 Mar 1960</dateOfBirth></dateOfBirthItem></dateOfBirthList>
  </sdnEntry>
  <sdnEntry><uid>102</uid><lastName>MADE-UP PROJECTS (PTY) LIMITED</lastName><sdnType>Entity</sdnType>
    <programList><program>DPRK3</program></programList>
    <idList><id><uid>10</uid><idType>Identification Number</idType><idNumber>IMO 1790183</idNumber></id></idList>
  </sdnEntry>
  <sdnEntry><uid>103</uid><lastName>MADE-UP STAR</lastName><sdnType>Vessel</sdnType>
    <programList><program>DPRK4</program></programList>
    <idList><id><uid>11</uid><idType>Vessel Registration Identification</idType><idNumber>IMO 9074729</idNumber></id>
      <id><uid>12</uid><idType>MMSI</idType><idNumber>445000000</idNumber></id>
      <id><uid>13</uid><idType>Former Vessel Flag</idType><idNumber>Panama</idNumber></id></idList>
    <vesselInfo><callSign>HMAA</callSign><vesselType>Bulk Carrier</vesselType><vesselFlag>Korea, North</vesselFlag></vesselInfo>
  </sdnEntry>
  <sdnEntry><uid>104</uid><lastName>P-000</lastName><sdnType>Aircraft</sdnType>
    <programList><program>DPRK3</program></programList>
    <idList><id><uid>14</uid><idType>Aircraft Tail Number</idType><idNumber>P-000</idNumber></id></idList>
  </sdnEntry>
</sdnList>
"""
SDN_OLD = SDN.format(namespace="http://tempuri.org/sdnList.xsd")
SDN_NEW = SDN.format(
    namespace="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML"
)

SDN_CSV = (
    '101,"KIM, Made Up","individual","NPWMD] [DPRK2","Made-up Official",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,'
    '"DOB circa 1960; alt. DOB 1958 to 1962; POB Pyongyang; nationality Korea, North; Gender Male; Passport 000000002 (Korea, North);'
    " Digital Currency Address - XBT 1madeup; alt. Digital Currency Address - ETH 0xmadeup;"
    " Secondary sanctions risk: Made-up Regulations, sections 1 and 2; a.k.a. 'RGB'; Linked To: MADE-UP PROJECTS (PTY) LIMITED; Reside\"\r\n"
    '102,"MADE-UP PROJECTS (PTY) LIMITED",-0- ,"DPRK3",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n'
    '103,"MADE-UP STAR","vessel","DPRK4",-0- ,"HMAA","Bulk Carrier",-0- ,-0- ,"Korea, North",-0- ,'
    '"Vessel Registration Identification IMO 9074729; MMSI 445000000; Former Vessel Flag Panama."\r\n\x1a'
)
ALT_CSV = '101,6,"fka","GIM, Made Up",-0- \r\n101,7,"aka","KIM, Madeup",-0- \r\n\x1a'
ADD_CSV = '102,25,"1 Made-up Street","Windhoek","Namibia",-0- \r\n\x1a'
COMMENTS_CSV = "101,\"ncy Number 4711 (Namibia); a.k.a. 'THE MADE-UP'.\"\r\n\x1a"

ADVANCED = """<?xml version="1.0" encoding="utf-8"?>
<Sanctions xmlns="https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ADVANCED_XML" Version="3">
  <DateOfIssue CalendarTypeID="1"><Year>2025</Year><Month>6</Month><Day>3</Day></DateOfIssue>
  <ReferenceValueSets>
    <AliasTypeValues><AliasType ID="1400">A.K.A.</AliasType><AliasType ID="1401">F.K.A.</AliasType><AliasType ID="1403">Name</AliasType></AliasTypeValues>
    <CountryValues><Country ID="11088" ISO2="KP">Korea, North</Country></CountryValues>
    <DetailReferenceValues><DetailReference ID="91526">Male</DetailReference></DetailReferenceValues>
    <FeatureTypeValues><FeatureType ID="8">Birthdate</FeatureType><FeatureType ID="9">Place of Birth</FeatureType>
      <FeatureType ID="10">Nationality Country</FeatureType><FeatureType ID="224">Gender</FeatureType>
      <FeatureType ID="25">Location</FeatureType><FeatureType ID="504">Digital Currency Address - XBT</FeatureType>
      <FeatureType ID="504a">Secondary sanctions risk:</FeatureType></FeatureTypeValues>
    <IDRegDocTypeValues><IDRegDocType ID="1571">Passport</IDRegDocType></IDRegDocTypeValues>
    <NamePartTypeValues><NamePartType ID="1520">Last Name</NamePartType><NamePartType ID="1521">First Name</NamePartType>
      <NamePartType ID="1525">Entity Name</NamePartType></NamePartTypeValues>
    <PartySubTypeValues><PartySubType ID="3" PartyTypeID="2">Unknown</PartySubType><PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType></PartySubTypeValues>
    <PartyTypeValues><PartyType ID="1">Individual</PartyType><PartyType ID="2">Entity</PartyType></PartyTypeValues>
    <RelationTypeValues><RelationType ID="15001">Acting for or on behalf of</RelationType></RelationTypeValues>
    <SanctionsTypeValues><SanctionsType ID="1">Program</SanctionsType><SanctionsType ID="2">Block</SanctionsType></SanctionsTypeValues>
    <ScriptValues><Script ID="215" ScriptCode="Latn">Latin</Script><Script ID="501" ScriptCode="Kore">Korean</Script></ScriptValues>
  </ReferenceValueSets>
  <Locations><Location ID="77"><LocationCountry CountryID="11088"/>
    <LocationPart LocPartTypeID="1454"><LocationPartValue Primary="true"><Value>Pyongyang</Value></LocationPartValue></LocationPart></Location></Locations>
  <IDRegDocuments><IDRegDocument ID="9" IDRegDocTypeID="1571" IdentityID="41" IssuedBy-CountryID="11088"><IDRegistrationNo>000000003</IDRegistrationNo></IDRegDocument></IDRegDocuments>
  <DistinctParties>
    <DistinctParty FixedRef="201"><Comment/><Profile ID="2010" PartySubTypeID="4">
      <Identity ID="41" Primary="true">
        <Alias AliasTypeID="1400" Primary="false" LowQuality="true"><DocumentedName ID="3"><DocumentedNamePart><NamePartValue NamePartGroupID="1" ScriptID="215">RGB</NamePartValue></DocumentedNamePart></DocumentedName></Alias>
        <Alias AliasTypeID="1403" Primary="true" LowQuality="false">
          <DocumentedName ID="1"><DocumentedNamePart><NamePartValue NamePartGroupID="1" ScriptID="215">KIM</NamePartValue></DocumentedNamePart>
            <DocumentedNamePart><NamePartValue NamePartGroupID="2" ScriptID="215">Made Up</NamePartValue></DocumentedNamePart></DocumentedName>
          <DocumentedName ID="2"><DocumentedNamePart><NamePartValue NamePartGroupID="1" ScriptID="501">김가공</NamePartValue></DocumentedNamePart></DocumentedName>
        </Alias>
        <NamePartGroups><MasterNamePartGroup><NamePartGroup ID="1" NamePartTypeID="1520"/></MasterNamePartGroup>
          <MasterNamePartGroup><NamePartGroup ID="2" NamePartTypeID="1521"/></MasterNamePartGroup></NamePartGroups>
      </Identity>
      <Feature ID="1" FeatureTypeID="8"><FeatureVersion ID="1"><DatePeriod CalendarTypeID="1">
        <Start Approximate="false"><From><Year>1960</Year><Month>1</Month><Day>1</Day></From><To><Year>1960</Year><Month>1</Month><Day>1</Day></To></Start>
        <End Approximate="false"><From><Year>1960</Year><Month>12</Month><Day>31</Day></From><To><Year>1960</Year><Month>12</Month><Day>31</Day></To></End></DatePeriod></FeatureVersion></Feature>
      <Feature ID="2" FeatureTypeID="10"><FeatureVersion ID="2"><VersionLocation LocationID="77"/></FeatureVersion></Feature>
      <Feature ID="3" FeatureTypeID="224"><FeatureVersion ID="3"><VersionDetail DetailTypeID="1431" DetailReferenceID="91526"/></FeatureVersion></Feature>
      <Feature ID="4" FeatureTypeID="504"><FeatureVersion ID="4"><VersionDetail DetailTypeID="1432">1madeup</VersionDetail></FeatureVersion></Feature>
      <Feature ID="5" FeatureTypeID="504a"><FeatureVersion ID="5"><VersionDetail DetailTypeID="1432">Made-up Regulations</VersionDetail></FeatureVersion></Feature>
    </Profile></DistinctParty>
    <DistinctParty FixedRef="202"><Comment/><Profile ID="2020" PartySubTypeID="3">
      <Identity ID="42" Primary="true"><Alias AliasTypeID="1403" Primary="true" LowQuality="false">
          <DocumentedName ID="4"><DocumentedNamePart><NamePartValue NamePartGroupID="5" ScriptID="215">MADE-UP BANK</NamePartValue></DocumentedNamePart></DocumentedName></Alias>
        <NamePartGroups><MasterNamePartGroup><NamePartGroup ID="5" NamePartTypeID="1525"/></MasterNamePartGroup></NamePartGroups></Identity>
      <Feature ID="6" FeatureTypeID="25"><FeatureVersion ID="6"><VersionLocation LocationID="77"/></FeatureVersion></Feature>
    </Profile></DistinctParty>
  </DistinctParties>
  <ProfileRelationships><ProfileRelationship ID="1" From-ProfileID="2010" To-ProfileID="2020" RelationTypeID="15001" Former="false"/></ProfileRelationships>
  <SanctionsEntries>
    <SanctionsEntry ID="1" ProfileID="2010" ListID="1550"><EntryEvent ID="1"><Date><Year>2016</Year><Month>7</Month><Day>6</Day></Date></EntryEvent>
      <SanctionsMeasure ID="1" SanctionsTypeID="1"><Comment>DPRK3</Comment></SanctionsMeasure>
      <SanctionsMeasure ID="2" SanctionsTypeID="2"><Comment/></SanctionsMeasure></SanctionsEntry>
  </SanctionsEntries>
</Sanctions>
"""

EU = """<?xml version="1.0" encoding="UTF-8"?>
<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2024-05-13T17:44:28.283+02:00">
  <sanctionEntity designationDate="2017-10-16" designationDetails="" unitedNationId="KPe.901" euReferenceNumber="EU.1.1" logicalId="901">
    <remark>Made up</remark>
    <regulation regulationType="amendment" publicationDate="2022-08-01" programme="PRK" logicalId="1"/>
    <subjectType code="enterprise" classificationCode="E"/>
    <nameAlias wholeName="Väljamõeldud korporatsioon" nameLanguage="ET" strong="true" logicalId="11"/>
    <nameAlias wholeName="Made-up Corporation" nameLanguage="EN" strong="true" logicalId="12"/>
    <nameAlias wholeName="가공회사" nameLanguage="" strong="true" logicalId="13"/>
    <nameAlias wholeName="MUC" nameLanguage="" strong="false" logicalId="14"/>
    <identification identificationTypeCode="imo" number="1790183" countryIso2Code="00" knownExpired="false"/>
    <address city="Pyongyang" street="1 Made-up Street" countryIso2Code="KP" countryDescription="KOREA, DEMOCRATIC PEOPLE'S REPUBLIC OF">
      <contactInfo key="PHONE" value="850 2 000"/></address>
  </sanctionEntity>
  <sanctionEntity designationDate="" designationDetails="" unitedNationId="" euReferenceNumber="EU.1.2" logicalId="902">
    <regulation programme="PRK"/><subjectType code="person" classificationCode="P"/>
    <nameAlias firstName="Jae-gyong" lastName="MADEUP" wholeName="Jae-gyong MADEUP" gender="M" function="Made-up Director" nameLanguage="EN" strong="true" logicalId="15"/>
    <birthdate circa="false" calendarType="GREGORIAN" birthdate="1942-01-01" year="1942" countryIso2Code="00" countryDescription="UNKNOWN"/>
    <birthdate circa="true" calendarType="GREGORIAN" yearRangeFrom="1940" yearRangeTo="1943" countryIso2Code="KP" countryDescription="X" city="Made-up City"/>
    <citizenship countryIso2Code="KP" countryDescription="X"/>
    <identification identificationTypeCode="passport" number="000000004" countryIso2Code="KP" knownExpired="true"/>
  </sanctionEntity>
</export>
"""
EU_CSV = (
    "\ufefffileGenerationDate;Entity_LogicalId;Entity_EU_ReferenceNumber;Entity_UnitedNationId;Entity_DesignationDate;Entity_Remark;"
    "Entity_SubjectType;Entity_SubjectType_ClassificationCode;Entity_Regulation_Programme;NameAlias_LastName;NameAlias_FirstName;"
    "NameAlias_MiddleName;NameAlias_WholeName;NameAlias_NameLanguage;NameAlias_Gender;NameAlias_Function;Address_City;Address_Street;"
    "Address_CountryIso2Code;Address_CountryDescription;BirthDate_BirthDate;BirthDate_Year;BirthDate_Circa;Identification_Number;"
    "Identification_TypeCode;Identification_CountryIso2Code;Citizenship_CountryIso2Code\n"
    "13/05/2024;901;EU.1.1;KPe.901;2017-10-16;Made up;;E;PRK;;;;Made-up Corporation;EN;;;;;;;;;;;;;\n"
    "13/05/2024;901;EU.1.1;KPe.901;2017-10-16;Made up;;E;PRK;;;;가공회사;;;;;;;;;;;;;;\n"
    "13/05/2024;901;EU.1.1;KPe.901;2017-10-16;Made up;;E;PRK;;;;;;;;Pyongyang;1 Made-up Street;KP;X;;;;;;;\n"
    "13/05/2024;902;EU.1.2;;;;;P;PRK;MADEUP;Jae-gyong;;Jae-gyong MADEUP;EN;M;Made-up Director;;;;;;;;;;;\n"
    "13/05/2024;902;EU.1.2;;;;;P;PRK;;;;;;;;;;;;1942-01-01;1942;false;;;;\n"
    "13/05/2024;902;EU.1.2;;;;;P;PRK;;;;;;;;;;;;;;;000000004;passport;KP;KP\n"
)

UK_SUBJECTS = (
    "unique_id,subject_type,un_reference_number,ofsi_group_id,date_designated,last_updated\n"
    "DPR9001,individual,KPi.901,1,16/07/2009,01/01/2026\nDPR9002,ship,,2,30/03/2018,01/01/2026\n"
)
UK_NAMES = (
    "name_id,unique_id,name_type,alias_strength,full_name,name_6,name_1,name_2,name_3,name_4,name_5\n"
    "1,DPR9001,primary,,YUN Made-up,YUN,Made-up,,,,\n2,DPR9001,alias,low_quality_aka,Yun,Yun,,,,,\n"
    "3,DPR9002,primary,,MADE-UP STAR,MADE-UP STAR,,,,,\n"
)
UK_IDENTIFIERS = (
    "id,unique_id,ofsi_group_id,raw_value,identifier_type,additional_info\n"
    "1,DPR9002,2,9074729,imo,\n2,DPR9002,2,9074729,imo,\n3,DPR9001,1,000000001,passport,\n"
)
UK_COUNTRIES = "id,unique_id,raw_value,country_type,iso,resolution_method,iso_available\n1,DPR9001,North Korea,nationality,KP,direct,True\n"
UK_DOBS = (
    "dob_id,unique_id,year,month,day,precision,parse_issues\n1,DPR9001,1944,10,,month_year,non_numeric_day\n"
)

UK_CSV = (
    "Report Date: 12-May-2026\n"
    "Last Updated,Unique ID,OFSI Group ID,UN Reference Number,Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Name type,Alias strength,Title,"
    "Name non-latin script,Non-latin script type,Non-latin script language,Regime Name,Designation Type,Sanctions Imposed,Other Information,"
    "Address Line 1,Address Country,Date Designated,D.O.B,Nationality(/ies),Passport number,Position,Gender,IMO number,Type of ship,"
    "Current believed flag of ship\n"
    "01/01/2026,DPR9001,1,KPi.901,YUN,Made-up,,,,,Primary Name,,Mr,윤가공,,Korean,Made-up Regulations,Individual,Asset freeze,Made up,,,"
    "16/07/2009,dd/mm/1944,North Korea,000000001,Director,Male,,,\n"
    "01/01/2026,DPR9001,1,KPi.901,Yun,,,,,,Alias,Low quality a.k.a,,,,,Made-up Regulations,Individual,Asset freeze,,,,16/07/2009,,,,,,,,\n"
    "01/01/2026,DPR9002,2,,MADE-UP STAR,,,,,,Primary Name,,,,,,Made-up Regulations,Ship,Ban,,,,30/03/2018,,,,,,9074729,Tanker,Panama\n"
)
UK_XML = """<?xml version="1.0" encoding="utf-8"?>
<Designations><DateGenerated>12/05/2026</DateGenerated>
  <Designation><LastUpdated>01/01/2026</LastUpdated><DateDesignated>16/07/2009</DateDesignated><UniqueID>DPR9001</UniqueID>
    <UNReferenceNumber>KPi.901</UNReferenceNumber>
    <Names><Name><Name6>YUN</Name6><Name1>Made-up</Name1><NameType>Primary Name</NameType></Name>
      <Name><Name6>Yun</Name6><NameType>Alias</NameType><AliasStrength>Low quality a.k.a</AliasStrength></Name></Names>
    <NonLatinNames><NonLatinName><NameNonLatinScript>윤가공</NameNonLatinScript><NonLatinScriptLanguage>Korean</NonLatinScriptLanguage></NonLatinName></NonLatinNames>
    <RegimeName>Made-up Regulations</RegimeName><IndividualEntityShip>Individual</IndividualEntityShip>
    <IndividualDetails><Individual><DOBs><DOB>dd/mm/1944</DOB></DOBs><Nationalities><Nationality>North Korea</Nationality></Nationalities>
      <PassportDetails><Passport><PassportNumber>000000001</PassportNumber></Passport></PassportDetails><Genders><Gender>Male</Gender></Genders></Individual></IndividualDetails>
  </Designation>
  <Designation><DateDesignated>30/03/2018</DateDesignated><UniqueID>DPR9002</UniqueID>
    <Names><Name><Name6>MADE-UP STAR</Name6><NameType>Primary Name</NameType></Name></Names>
    <RegimeName>Made-up Regulations</RegimeName><IndividualEntityShip>Ship</IndividualEntityShip>
    <ShipDetails><Ship><IMONumbers><IMONumber>9074729</IMONumber></IMONumbers><TypeOfShip>Tanker</TypeOfShip><CurrentBelievedFlagOfShip>Panama</CurrentBelievedFlagOfShip></Ship></ShipDetails>
  </Designation>
</Designations>
"""

REGISTER = json.dumps(
    {
        "list_id": "bis-dpl", "source_file": "dpl_04142026.csv", "extracted": "2026-07-09", "count": 2,
        "entities": [
            {"name": "MADE-UP TRADER", "aliases": ["MADE UP LTD"], "country": "China", "address": "1 STREET", "status": None,
             "effective_date": "2020-09-12", "federal_register": "85 F.R. 1 9/20/20", "notes": "Type of denial: Standard; Expires: 2026-09-12"},
            {"name": "MADE-UP TRADER", "aliases": [], "country": "China", "address": "2 STREET", "status": None,
             "effective_date": "2020-09-12", "federal_register": "85 F.R. 1 9/20/20", "notes": "Type of denial: Standard"},
        ],
    }
)  # fmt: skip
CSL = json.dumps(
    {
        "search_performed_at": "2026-07-09T00:00:00Z",
        "results": [
            {"id": "x1", "source": "Entity List (EL) - Bureau of Industry and Security", "type": None, "name": "Made-up Institute",
             "alt_names": ["MUI"], "addresses": [{"address": "1 Street", "city": "Wuhan", "country": "CN"}], "start_date": "2020-05-22",
             "federal_register_notice": "85 FR 1", "license_requirement": "All items", "programs": []},
            {"id": "x2", "source": "Nonproliferation Sanctions (ISN) - State Department", "type": "Entity", "name": "Made-up Bureau",
             "alt_names": [], "addresses": [], "start_date": "2016-06-28", "end_date": "2018-06-28", "programs": ["INKSNA"]},
            {"id": "x3", "source": "Specially Designated Nationals (SDN) - Treasury Department", "type": "Entity", "name": "NOT TAKEN",
             "entity_number": "5", "programs": ["DPRK"]},
        ],
    }
)  # fmt: skip

FTM = "\n".join(
    json.dumps(line, ensure_ascii=False)
    for line in (
        {"id": "Q1", "caption": "Kim Made-up", "schema": "Person", "datasets": ["made_up"], "referents": ["x-1"], "first_seen": "2023-04-20T10:00:00", "properties": {
            "name": ["Kim Made-up", "김가공"], "weakAlias": ["KM"], "previousName": ["Gim Made-up"], "birthDate": ["1960-03"],
            "nationality": ["kp"], "gender": ["male"], "passportNumber": ["000000005"], "topics": ["sanction"], "programId": ["DPRK"]}},
        {"id": "C1", "caption": "Made-up Holding", "schema": "Company", "datasets": ["made_up"], "properties": {
            "name": ["Made-up Holding"], "leiCode": ["5493001KJTIIGC8Y1R12"], "country": ["hk"], "imoNumber": ["1790183"]}},
        {"id": "O1", "caption": "Ownership", "schema": "Ownership", "datasets": ["made_up"], "properties": {
            "owner": ["Q1"], "asset": ["C1"], "percentage": ["51"], "startDate": ["2015-01-01"]}},
        {"id": "S1", "caption": "Sanction", "schema": "Sanction", "properties": {"entity": ["Q1"], "listingDate": ["2016-07-06"]}},
        {"id": "S2", "caption": "Sanction", "schema": "Sanction", "properties": {"entity": ["Q1"], "startDate": ["2014-01"]}},
        {"id": "A1", "caption": "Address", "schema": "Address", "properties": {"full": ["nowhere"]}},
    )
)  # fmt: skip

OWN_CSV = (
    "Ref,Party Name,AKA,Type,Date of Birth,Nationality,IMO Number,Notes\n"
    "A1,Made-up Person,Other; Another,individual,1965 or 1966,North Korea,,=1+1\n"
    ",,,,,,,\n"
    "A2,Made-up Ship,,ship,,,9074729,\n"
)

FILES = {
    "un_consolidated_2026-02-27.xml": UN, "sdn_new.xml": SDN_NEW, "sdn_old.xml": SDN_OLD, "sdn_advanced.xml": ADVANCED,
    "eu.xml": EU, "eu.csv": EU_CSV, "UK-Sanctions-List.csv": UK_CSV, "UK-Sanctions-List.xml": UK_XML, "bis_dpl.json": REGISTER,
    "csl.json": CSL, "entities.ftm.json": FTM,
}  # fmt: skip
SDN_SET = {"sdn.csv": SDN_CSV, "alt.csv": ALT_CSV, "add.csv": ADD_CSV, "sdn_comments.csv": COMMENTS_CSV}
UK_SET = {
    "uk_list_2026-05_subjects.csv": UK_SUBJECTS, "uk_list_2026-05_names.csv": UK_NAMES,
    "uk_list_2026-05_identifiers.csv": UK_IDENTIFIERS, "uk_list_2026-05_countries.csv": UK_COUNTRIES,
    "uk_list_2026-05_dobs.csv": UK_DOBS,
}  # fmt: skip
