using System.Net;
using Docker.DotNet;
using Harness.Runs;

namespace Harness.Tests.Clusters.Engine;

internal sealed class EngineFailureTests
{
    [Test]
    public void What_an_engine_refused_unforeseen_is_told_in_its_words() =>
        Unexpected.Explain(new DockerApiException(HttpStatusCode.InternalServerError, """{"message":"no space left on device"}"""))
            .Message.ShouldBe("the container engine refused: no space left on device");
}
