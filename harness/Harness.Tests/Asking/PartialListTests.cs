using Harness.Asking;
using Harness.Rbac.Objects;
using Harness.Tests.Support;

namespace Harness.Tests.Asking;

/// <summary>Lists of a cluster that are not whole: what is missing in them must not pass for "not granted".</summary>
internal sealed class PartialListTests
{
    private const string Bindings = "/apis/rbac.authorization.k8s.io/v1/rolebindings";
    private const string ClusterRoles = "/apis/rbac.authorization.k8s.io/v1/clusterroles";

    [Test]
    public async Task A_server_that_goes_on_with_other_tokens_and_nothing_new_is_not_followed_for_ever()
    {
        var token = 0;
        ApiAnswer Again(string items) => ApiAnswer.Text($$"""{"metadata": {"continue": "t{{token++}}"}, "items": [{{items}}]}""");
        var same = """{"metadata": {"namespace": "shop", "name": "b"}, "roleRef": {"kind": "Role", "name": "r"} }""";

        (await Should.ThrowAsync<HarnessException>(() => ReadAsync(Only(Bindings, () => Again(same))))).Message
            .ShouldContain("keeps returning the same objects");
        (await Should.ThrowAsync<HarnessException>(() => ReadAsync(Only(Bindings, () => Again(""))))).Message
            .ShouldContain("keeps saying that the list goes on, without going on");
    }

    [TestCase("""{"metadata": {"remainingItemCount": 7}, "items": []}""", "the API server says that 7 more follow, but not where")]
    [TestCase("""{"kind": "PartialObjectMetadataList", "metadata": {}, "items": [{"metadata": {"name": "a", "namespace": "shop"}}]}""",
        "the answer is a PartialObjectMetadataList, not a RoleBindingList")]
    [TestCase("""{"metadata": {}, "items": [{"metadata": {"name": "a", "namespace": "shop"}}]}""",
        "RoleBinding a refers to no role, so the answer leaves something out")]
    [TestCase("""{"metadata": {}, "items": [{"metadata": {"name": "a"}, "roleRef": {"kind": "Role", "name": "r"}}]}""",
        "RoleBinding a is in no namespace")]
    [TestCase("""{"metadata": {}, "items": [null]}""", "the answer is not a list of named objects")]
    [TestCase(
        """{"items": [{"metadata": {"name": "a", "namespace": "b"}, "roleRef": {"kind": "Role", "name": "r"}, "subjects": [null]}]}""",
        "a subject of binding a is null")]
    public async Task An_answer_that_leaves_something_out_does_not_pass_for_nothing_granted(string body, string why)
    {
        var failure = await Should.ThrowAsync<HarnessException>(() => ReadAsync(Only(Bindings, () => ApiAnswer.Text(body))));

        failure.Kind.ShouldBe(FailureKind.Undecided);
        failure.Message.ShouldContain(why);
    }

    [TestCase("""{"metadata": {}, "items": [{"metadata": {"name": "a"}, "rules": [null]}]}""")]
    [TestCase("""{"metadata": {}, "items": [{"metadata": {"name": "a"}, "rules": [{"verbs": ["get", null]}]}]}""")]
    [TestCase("""{"metadata": {}, "items": [{"metadata": {"name": "a", "namespace": "shop"}, "rules": []}]}""")]
    public async Task A_role_that_cannot_be_one_decides_nothing(string body) =>
        (await Should.ThrowAsync<HarnessException>(() => ReadAsync(Only(ClusterRoles, () => ApiAnswer.Text(body)))))
            .Kind.ShouldBe(FailureKind.Undecided);

    private static FakeApiServer Only(string path, Func<ApiAnswer> answer) =>
        new(request => request.Path == path ? answer() : ApiAnswer.Text("""{"metadata": {}, "items": []}"""));

    private static async Task<RbacSnapshot> ReadAsync(FakeApiServer server)
    {
        using var client = server.Client();
        return await new LiveSnapshot(client).ReadAsync(CancellationToken.None);
    }
}
