using System.Text.Json;

namespace Harness.Tests.Repository;

/// <summary>What restore may take: written down with its hash, the same on every machine.</summary>
internal sealed class PackageTests
{
    private static IEnumerable<string> Projects => ProjectFile.All.Select(project => project.Folder).Where(IsLocked);

    [TestCaseSource(nameof(Projects))]
    public void Each_package_of_a_project_is_locked_by_its_hash_and_none_depends_on_the_platform(string project)
    {
        using var locked = JsonDocument.Parse(File.ReadAllText(PathOf(project, "packages.lock.json")));

        var packages = locked.RootElement.GetProperty("dependencies").EnumerateObject().ShouldHaveSingleItem();
        packages.Name.ShouldBe("net10.0");
        packages.Value.EnumerateObject().Where(package => package.Value.GetProperty("type").GetString() != "Project")
            .ShouldAllBe(package => package.Value.GetProperty("contentHash").GetString()!.Length > 0);
        packages.Value.EnumerateObject().ShouldAllBe(package => !package.Name.StartsWith("Microsoft.NET.ILLink", StringComparison.Ordinal));
    }

    [Test]
    public void Only_what_the_SDK_adds_its_own_packages_to_is_not_locked() => ProjectFile.All.Select(project => project.Folder)
        .Where(project => !IsLocked(project)).ShouldBe(["benchmarks/Engine", "harness/images/hello-app"], ignoreOrder: true);

    private static bool IsLocked(string project) => !File.ReadAllText(Directory.GetFiles(PathOf(project, ""), "*.csproj").Single())
        .Contains("<RestorePackagesWithLockFile>false<", StringComparison.Ordinal);

    private static string PathOf(string project, string file) => Path.Combine(MarkdownFile.Root, project, file);
}
