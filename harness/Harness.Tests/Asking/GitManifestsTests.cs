using System.Globalization;
using Harness.Asking;
using Harness.Processes;
using Harness.Rbac.Loading;
using Harness.Rbac.Objects;
using Harness.Rbac.Yaml;
using Harness.Tests.Images;
using Harness.Tests.Rbac.Loading;

namespace Harness.Tests.Asking;

internal sealed class GitManifestsTests
{
    private Scratch _repository = null!;

    [SetUp]
    public Task MakeAsync()
    {
        _repository = new Scratch();
        return GitAsync("init", "-q");
    }

    [TearDown]
    public void Remove() => _repository.Dispose();

    [Test]
    public async Task Places_are_named_as_in_the_revision_and_the_repository_stays_as_it_is()
    {
        _repository.Write("deploy/a.yaml", $"{ManifestText.Role}\n---\n{ManifestText.Binding}");
        await CommitAsync();
        Directory.Delete(_repository["deploy"], recursive: true);

        var snapshot = await ReadAsync("deploy");

        snapshot.Origin.ShouldBe("HEAD:deploy");
        snapshot.Roles[0].Rules[0].Location.ShouldBe(new SourceLocation("HEAD:deploy/a.yaml", 6, 3));
        snapshot.Bindings[0].Subjects[0].Location!.File.ShouldBe("HEAD:deploy/a.yaml");
        (await GitAsync("status", "--short")).ShouldBe(" D deploy/a.yaml\n");
    }

    [Test]
    public async Task What_is_wrong_is_named_as_in_the_revision()
    {
        _repository.Write("deploy/a.yaml", "a: [");
        _repository.Write("deploy/chart/Chart.yaml", "");
        await CommitAsync();

        var lines = (await Should.ThrowAsync<HarnessException>(() => ReadAsync("deploy"))).Message.Split('\n');

        lines[0].ShouldStartWith("HEAD:deploy/chart:1:1: is a Helm chart; render it first: helm template NAME HEAD:deploy/chart");
        lines[1].ShouldStartWith("HEAD:deploy/a.yaml:2:1: is not valid YAML");
    }

    [Test]
    public async Task Nothing_is_left_out_that_archives_leave_out()
    {
        _repository.Write("deploy/a.yaml", ManifestText.Role);
        _repository.Write(".gitattributes", "deploy/a.yaml export-ignore");
        await CommitAsync();

        (await ReadAsync("")).Roles.ShouldHaveSingleItem();
    }

    [Test]
    public async Task A_path_may_lead_into_the_repository_through_a_link()
    {
        using var elsewhere = new Scratch();
        _repository.Write("deploy/a.yaml", ManifestText.Role);
        await CommitAsync();
        Directory.CreateSymbolicLink(elsewhere["link"], _repository.Root);

        (await new GitManifests(new ManifestSnapshot())
            .ReadAsync("HEAD", elsewhere["link/deploy"], CancellationToken.None)).Origin.ShouldBe("HEAD:deploy");
    }

    [Test]
    public async Task Links_in_the_revision_are_followed_as_in_a_folder_and_each_file_is_read_once()
    {
        _repository.Write("base/role.yaml", ManifestText.Role);
        _repository.Write("deploy/b.yaml", ManifestText.Binding);
        File.CreateSymbolicLink(_repository["deploy/again.yaml"], "b.yaml");
        Directory.CreateSymbolicLink(_repository["deploy/base"], "../base");
        Directory.CreateSymbolicLink(_repository["base/loop"], "../deploy/base");
        await CommitAsync();

        var snapshot = await ReadAsync("deploy");

        snapshot.Bindings.ShouldHaveSingleItem().Location!.File.ShouldBe("HEAD:deploy/again.yaml");
        snapshot.Roles.ShouldHaveSingleItem().Location!.File.ShouldBe("HEAD:deploy/base/role.yaml");
    }

    [Test]
    public async Task A_folder_that_is_itself_a_link_is_followed()
    {
        _repository.Write("v2/role.yaml", ManifestText.Role);
        Directory.CreateSymbolicLink(_repository["current"], "v2");
        await CommitAsync();
        Directory.Delete(_repository["current"]);

        (await ReadAsync("current")).Roles.ShouldHaveSingleItem();
    }

    [TestCase("{0}", Description = "absolute")]
    [TestCase("../../../{0}", Description = "relative")]
    [TestCase("deep/../../../{0}", Description = "through a folder that a link makes look deeper than it is")]
    public async Task A_link_out_of_the_revision_is_refused_by_its_name(string target)
    {
        using var elsewhere = new Scratch();
        _repository.Write("deploy/a.yaml", ManifestText.Role);
        _repository.Write("x/y/z/c.yaml", ManifestText.Role);
        Directory.CreateSymbolicLink(_repository["deploy/deep"], "../x");
        var path = elsewhere.Write("b.yaml", ManifestText.Binding);
        File.CreateSymbolicLink(_repository["deploy/b.yaml"], string.Format(CultureInfo.InvariantCulture, target, path));
        await CommitAsync();

        (await Should.ThrowAsync<HarnessException>(() => ReadAsync("deploy"))).Message.Split('\n')[0].ShouldBe(
            "HEAD:deploy/b.yaml:1:1: is a link that leads out of the revision; copy what it leads to into the repository, or exclude it");
    }

    [Test]
    public async Task Links_in_a_circle_are_refused_by_their_names()
    {
        _repository.Write("deploy/a.yaml", ManifestText.Role);
        File.CreateSymbolicLink(_repository["deploy/b.yaml"], "c.yaml");
        File.CreateSymbolicLink(_repository["deploy/c.yaml"], "b.yaml");
        await CommitAsync();

        (await Should.ThrowAsync<HarnessException>(() => ReadAsync("deploy"))).Message.Split('\n')
            .ShouldAllBe(line => line.Contains("cannot be read: more than 40 links lead to each other"));
    }

    private Task<RbacSnapshot> ReadAsync(string path) =>
        new GitManifests(new ManifestSnapshot()).ReadAsync("HEAD", _repository[path], CancellationToken.None);

    private async Task CommitAsync()
    {
        await GitAsync("add", ".");
        await GitAsync("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-qm", "first");
    }

    private async Task<string> GitAsync(params string[] arguments)
    {
        var outcome = await ProcessRunner.RunAsync("git", ["-C", _repository.Root, .. arguments]);
        outcome.ExitCode.ShouldBe(0, outcome.ErrorTail);
        return outcome.Output;
    }
}
