"""Names that people give to AWS services and Step Functions doesn't, with the names that it does have.

A name stands here in small letters, without hyphens, dots and spaces, and only if Step Functions does not itself know
what is left. Sources: botocore 1.44.5 and 1.35.0 (its own names, signing names and endpoint prefixes), the
service names of the AWS CLI, the packages of the AWS SDK for Java 1 and the classes of the SDK for JavaScript 2, and
the names of the products. The prefixes of IAM actions are not here: the data of the services has them.
"""

from __future__ import annotations

from collections.abc import Mapping

_OF_SDKS = """
ce costexplorer
cloudcontrolapi cloudcontrol
cloudsearchv2 cloudsearch
cloudwatchevents eventbridge
cloudwatchevidently evidently
cognitoidp cognitoidentityprovider
configservice config
cur costandusagereport
databasemigrationservice databasemigration
deploy codedeploy
directoryservice directory
discovery applicationdiscovery
dms databasemigration
ds directory
dsdata directoryservicedata
dynamodbv2 dynamodb
elb elasticloadbalancing
elbv2 elasticloadbalancingv2
es elasticsearch opensearch
events eventbridge
identitymanagement iam
iotdata iotdataplane
iotjobsdata iotjobsdataplane
kinesisfirehose firehose
lexmodelbuildingservice lexmodelbuilding
lexmodels lexmodelbuilding
lexv2models lexmodelsv2
lexv2runtime lexruntimev2
logs cloudwatchlogs
meteringmarketplace marketplacemetering
mgh migrationhub
rdsdataservice rdsdata
s3api s3
sdb simpledb
securitytoken sts
serverlessrepo serverlessapplicationrepository
simpleemail ses
simpleemailv2 sesv2
simplesystemsmanagement ssm
simpleworkflow swf
smsvoice pinpointsmsvoice pinpointsmsvoicev2
stepfunctions sfn
"""
"""Names in boto3, in the AWS CLI and in older SDKs."""
_OF_ENDPOINTS = """
agreementmarketplace marketplaceagreement
apiecr ecr
apiecrpublic ecrpublic
apipricing pricing
apisagemaker sagemaker
apitunnelingiot iotsecuretunneling
appstream2 appstream
catalogmarketplace marketplacecatalog
contactlens connectcontactlens
dataiot iotdataplane
datajobsiot iotjobsdataplane
email ses sesv2
entitlementmarketplace marketplaceentitlement
featurestoreruntimesagemaker sagemakerfeaturestoreruntime
ingesttimestream timestreamwrite
modelslex lexmodelbuilding
modelsv2lex lexmodelsv2
monitoring cloudwatch
oidc ssooidc
participantconnect connectparticipant
portalsso sso
querytimestream timestreamquery
runtimelex lexruntime
runtimesagemaker sagemakerruntime
runtimev2lex lexruntimev2
streamsdynamodb dynamodbstreams
tagging resourcegroupstaggingapi
"""
"""Names with which requests are signed, and first words of endpoints."""
_OF_PRODUCTS = """
amazonmq mq
apigatewayexecution apigatewaymanagementapi
appregistry servicecatalogappregistry
certificatemanager acm
certificatemanagerprivateca acmpca
cloudmap servicediscovery
cloudwatchmetrics cloudwatch
cloudwatchrum rum
cloudwatchsynthetics synthetics
cognito cognitoidentityprovider cognitoidentity
cognitouserpools cognitoidentityprovider
datafirehose firehose
documentdb docdb
elasticcomputecloud ec2
elasticcontainerregistry ecr
elasticcontainerservice ecs
elasticfilesystem efs
elastickubernetesservice eks
elasticmapreduce emr
eventbridgepipes pipes
eventbridgescheduler scheduler
eventbridgeschemas schemas
iotcore iot iotdataplane
keymanagement kms
kinesisdatafirehose firehose
kinesisdatastreams kinesis
managedstreamingforapachekafka kafka
msk kafka
parameterstore ssm
redshiftdataapi redshiftdata
relationaldatabase rds
secretmanager secretsmanager
simpleemailservicev2 sesv2
simplenotification sns
simplequeue sqs
simplestorage s3
statemachine sfn
stepfunction sfn
systemsmanager ssm
vpc ec2
"""
"""Names of products and of what belongs to them."""


def _read(*tables: str) -> dict[str, tuple[str, ...]]:
    lines = (line.split() for table in tables for line in table.strip().splitlines())
    return {name: tuple(services) for name, *services in lines}


OTHER_NAMES: Mapping[str, tuple[str, ...]] = _read(_OF_SDKS, _OF_ENDPOINTS, _OF_PRODUCTS)
"""Other name → the services that it may mean, the likeliest first."""
