using System.Text.Json.Nodes;
using Harness.Rbac.Admission;
using Harness.Rbac.Differences;
using Harness.Rbac.Evaluation;
using Harness.Rbac.Objects;
using Harness.Rbac.Policies;
using Harness.Tests.Rbac.Policies;

namespace Harness.Tests.Rbac.Evaluation;

/// <summary>Files applied over an admission policy that has more in it on the cluster.</summary>
internal sealed class AppliedAdmissionTests
{
    private static readonly PathRule Rule = PathAdmission.Of(AccessPolicyReader.Parse("access.yaml", PathText.Good)).Rules[0];

    [TestCase(false, """{"matchResources": {"excludeResourceRules": [{"apiGroups": [""], "resources": ["services/proxy"]}]}}""")]
    [TestCase(false, """{"paramRef": {"name": "a"}}""")]
    [TestCase(false, """{"matchResources": {"objectSelector": {"matchLabels": {"a": "b"}}}}""")]
    [TestCase(true, """{"matchConditions": [{"name": "never", "expression": "false"}]}""")]
    [TestCase(true, """{"matchConstraints": {"excludeResourceRules": [{"apiGroups": [""], "resources": ["services/proxy"]}]}}""")]
    public void What_the_files_leave_out_stays_and_leaves_the_paths_undecided(bool isOfPolicy, string more)
    {
        var (policy, binding) = (PathPolicy.Of(Rule), PathPolicy.BindingOf(Rule));
        Add((JsonObject)(isOfPolicy ? policy : binding)["spec"]!, JsonNode.Parse(more)!.AsObject());

        var joined = Joined(policy, binding);

        Decide(joined).ShouldBeNull();
        joined.Notes.ShouldHaveSingleItem().ShouldContain("has less in its spec than the one on the cluster");
        AppliedSnapshot.Of(Snapshot(policy, binding), Files).Notes.ShouldBe(joined.Notes, "a diff says the same");
    }

    [Test]
    public void What_an_API_server_fills_in_changes_nothing()
    {
        var binding = PathPolicy.BindingOf(Rule);
        var defaults = JsonNode.Parse("""{"matchResources": {"matchPolicy": "Equivalent", "objectSelector": {}}}""")!.AsObject();
        Add((JsonObject)binding["spec"]!, defaults);

        var joined = Joined(PathPolicy.Of(Rule), binding);

        Decide(joined).ShouldBe(false);
        joined.Notes.ShouldBeEmpty();
    }

    [Test]
    public void What_the_files_say_replaces_the_clusters()
    {
        var binding = PathPolicy.BindingOf(Rule);
        binding["spec"]!["validationActions"] = new JsonArray("Warn");

        Decide(Joined(PathPolicy.Of(Rule), binding)).ShouldBe(false);
    }

    [TestCase("uid", false, 0)]
    [TestCase("uid", true, 1)]
    [TestCase("resourceVersion", true, 1)]
    [TestCase("generation", true, 0)]
    public void One_of_a_single_state_of_the_object_is_undecided_over_another(string field, bool isOther, int lines)
    {
        var (policy, binding) = (PathPolicy.Of(Rule), PathPolicy.BindingOf(Rule));
        var pinned = Files.Admission!.Objects.Select(one =>
        {
            var json = (JsonObject)one.Json.DeepClone();
            json["metadata"]![field] = "1";
            return one with { Json = json };
        });
        if (isOther)
            binding["spec"]!["validationActions"] = new JsonArray("Warn");
        var files = Files with { Admission = new KnownAdmission([.. pinned]) };

        JoinedSnapshot.Of(Snapshot(policy, binding), files).NotDecided.Count.ShouldBe(lines);
        AppliedSnapshot.Of(Snapshot(policy, binding), files).NotDecided.Count.ShouldBe(lines);
    }

    private static bool? Decide(RbacSnapshot joined) => ObservedAdmission.Of(joined).Decide(
        AccessSubject.ServiceAccount("shop", "scraper"), new AccessQuestion("shop", "", PathRule.Services, "web:8080", "get"), "/admin")
        .IsLetThrough;

    private static RbacSnapshot Joined(JsonObject policy, JsonObject binding) =>
        JoinedSnapshot.Of(Snapshot(policy, binding), Files);

    private static RbacSnapshot Files => Snapshot(PathPolicy.Of(Rule), PathPolicy.BindingOf(Rule));

    private static RbacSnapshot Snapshot(params JsonObject[] objects) => new("test", [], [])
    {
        Admission = new KnownAdmission(
            [.. objects.Select(one => new AdmissionObject(one["kind"]!.ToString(), one["metadata"]!["name"]!.ToString(), one))]),
    };

    private static void Add(JsonObject target, JsonObject more)
    {
        foreach (var (field, value) in more)
        {
            if (value is JsonObject map && target[field] is JsonObject there)
                Add(there, map);
            else if (value is JsonArray list && target[field] is JsonArray entries)
                entries.Add(list[0]!.DeepClone());
            else
                target[field] = value!.DeepClone();
        }
    }
}
