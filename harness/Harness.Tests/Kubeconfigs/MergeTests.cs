using Harness.Kubeconfigs;
using Harness.Tests.Images;

namespace Harness.Tests.Kubeconfigs;

/// <summary>Several files as one, as kubectl reads KUBECONFIG.</summary>
internal sealed class MergeTests
{
    private Scratch _folder = null!;

    [SetUp]
    public void Make() => _folder = new Scratch();

    [TearDown]
    public void Remove() => _folder.Dispose();

    [Test]
    public void The_first_file_that_names_something_wins()
    {
        Write("a/config", "one", server: "https://one.example", token: "t-1");
        Write("b/config", "one", server: "https://two.example", token: "t-2");

        var read = Read("a/config", "b/config");

        (read.Cluster.Server, read.User.Token).ShouldBe(("https://one.example", "t-1"));
    }

    [Test]
    public void The_current_context_is_of_the_first_file_that_has_one()
    {
        Write("a", "one", current: false);
        Write("b", "two");
        Write("c", "three");

        Read("a", "b", "c").Context.ShouldBe("two");
        Read("b", "a").Context.ShouldBe("two");
    }

    [Test]
    public void A_context_may_join_what_stands_in_other_files()
    {
        _folder.Write("contexts", "current-context: both\ncontexts: [{name: both, context: {cluster: one, user: two} }]");
        Write("a", "one", server: "https://one.example", token: "t-1");
        Write("b", "two", server: "https://two.example", token: "t-2");

        var read = Read("contexts", "a", "b");

        (read.Cluster.Server, read.User.Token).ShouldBe(("https://one.example", "t-2"));
    }

    [Test]
    public void Paths_are_relative_to_the_file_that_they_stand_in()
    {
        Write("a/config", "one", token: null, more: "tokenFile: token");
        Write("b/config", "two", token: null, more: "tokenFile: token");

        Read("a/config", "b/config").User.TokenFile.ShouldBe(_folder["a/token"]);
        Kubeconfig.ReadFile(Files("a/config", "b/config"), "two").User.TokenFile.ShouldBe(_folder["b/token"]);
    }

    [Test]
    public void Of_several_files_one_may_be_missing_but_not_all()
    {
        Write("b", "two");

        Read("nowhere", "b").Context.ShouldBe("two");
        Should.Throw<HarnessException>(() => Read("nowhere", "nothing")).Message.ShouldEndWith("none of these files is there");
    }

    [Test]
    public void Two_of_one_name_in_one_file_are_refused()
    {
        _folder.Write("a", "clusters: [{name: c, cluster: {server: x} }, {name: c, cluster: {server: y} }]\ncontexts: [{name: c}]");

        Should.Throw<HarnessException>(() => Read("a")).Message
            .ShouldEndWith("clusters[1].name is \"c\", as another's in clusters is; remove one of the two");
    }

    [Test]
    public void A_file_whose_name_has_a_separator_is_one_file()
    {
        Write("a:b", "one");

        Read("a:b").Context.ShouldBe("one");
        KubeconfigFiles.Whole(_folder["a:b"]).ShouldBe(_folder["a:b"]);
    }

    [Test]
    public void Only_the_chosen_context_has_to_be_supported()
    {
        Write("a", "one");
        _folder.Write("b", "users: [{name: old, user: {auth-provider: {name: gcp} } }]\ncontexts: [{name: old, context: {user: old} }]");

        Read("a", "b").Context.ShouldBe("one");
    }

    private string Files(params string[] names) => string.Join(Path.PathSeparator, names.Select(name => _folder[name]));

    private Kubeconfig Read(params string[] names) => Kubeconfig.ReadFile(Files(names), null);

    private void Write(
        string file, string name, string server = "https://a.example", string? token = "t", bool current = true, string more = "") =>
        _folder.Write(file, $$"""
            {{(current ? $"current-context: {name}" : "")}}
            clusters: [{name: {{name}}, cluster: {server: "{{server}}"} }]
            users: [{name: {{name}}, user: { {{(token is null ? "" : $"token: {token}")}} {{more}} } }]
            contexts: [{name: {{name}}, context: {cluster: {{name}}, user: {{name}}} }]
            """);
}
