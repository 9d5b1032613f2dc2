"""What a reviewed need is on: resource types, ARN texts, or both in one list."""

from sfn_engine.sdk import store
from sfn_engine.sdk.needs import SdkCall, Need
from sfn_engine.sdk.resources import resources_of


def resources(service: str, operation: str, need: Need) -> list[str]:
    known, called = store.service(service), store.operation(service, operation)
    assert known is not None and called is not None
    call = SdkCall(known, called, {}, {})
    return [text for found in resources_of(need, call) for text in found.resource]


def test_one_hole_for_a_whole_arn_is_not_a_resource_type() -> None:
    need = Need("secretsmanager:GetSecretValue", on=("{SecretArn.arn}",))
    assert resources("rdsdata", "ExecuteStatement", need) == ["{SecretArn.arn}"]


def test_a_resource_type_and_an_arn_text_both_count() -> None:
    other = "arn:{partition}:kafka:{region}:{account}:topic/*"
    found = resources("kafka", "DescribeCluster", Need("kafka:DescribeCluster", on=("cluster", other)))
    assert found == [other, "{ClusterArn.arn}"]


def test_a_star_is_every_resource() -> None:
    assert resources("kafka", "DescribeCluster", Need("ec2:DescribeSubnets", on=("*",))) == ["*"]


def test_a_text_without_holes_lacks_no_parameter() -> None:
    known, called = store.service("fis"), store.operation("fis", "StartExperiment")
    assert known is not None and called is not None
    text = "arn:{partition}:fis:{region}:{account}:experiment/*"
    call = SdkCall(known, called, {}, {"resources": {"experiment": text}})
    found = next(each for each in resources_of(Need("fis:StartExperiment"), call) if text in each.resource)
    assert (found.fallback, found.wildcard) == ((), "no parameter of StartExperiment names the experiment")


def test_an_optional_resource_counts_if_a_parameter_of_its_own_names_it() -> None:
    found = resources("eks", "DescribeUpdate", Need("eks:DescribeUpdate"))
    assert "arn:{partition}:eks:{region}:{account}:nodegroup/*/{NodegroupName}/*" in found


def test_an_optional_resource_does_not_count_for_the_parameter_of_a_required_one() -> None:
    found = resources("connect", "CreateQuickConnect", Need("connect:CreateQuickConnect"))
    assert not [text for text in found if ":queue/" in text or "/queue/" in text]
