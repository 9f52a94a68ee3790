using System.Xml.Linq;

namespace Harness.Tests.Images;

internal sealed class HelloAppRulesTests
{
    [Test]
    public void The_files_of_rules_that_are_compiled_in_are_those_that_name_the_image()
    {
        var folders = HarnessFolders.InRepository(RepositoryRoot.Find());
        var project = XDocument.Load(Path.Combine(folders.HelloAppSource, "hello-app.csproj"));

        project.Descendants("Compile").Select(linked => Path.GetFullPath(linked.Attribute("Include")!.Value, folders.HelloAppSource))
            .ShouldBe(Harness.Images.HelloAppSource.RuleFiles(folders), ignoreOrder: true);
    }
}
