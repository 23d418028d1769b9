package io.fairlead.core.ipvs;

/** One request to the kernel that changes the table. */
public sealed interface TableChange {
    /** The service that is changed, or whose destination is. */
    ServiceKey key();

    /** Adds a service that is not there, without destinations. */
    record AddService(VirtualService service) implements TableChange {
        @Override
        public ServiceKey key() {
            return service.key();
        }

        @Override
        public String toString() {
            return "add service " + key();
        }
    }

    /** Gives a service that is there another scheduler, flags or persistence; its destinations and connections stay. */
    record EditService(VirtualService service) implements TableChange {
        @Override
        public ServiceKey key() {
            return service.key();
        }

        @Override
        public String toString() {
            return "edit service " + key();
        }
    }

    /** Deletes a service with its destinations. */
    record DeleteService(ServiceKey key) implements TableChange {
        @Override
        public String toString() {
            return "delete service " + key;
        }
    }

    record AddDestination(ServiceKey key, Destination destination) implements TableChange {
        @Override
        public String toString() {
            return "add destination " + destination.key() + " to " + key;
        }
    }

    record EditDestination(ServiceKey key, Destination destination) implements TableChange {
        @Override
        public String toString() {
            return "edit destination " + destination.key() + " of " + key;
        }
    }

    record DeleteDestination(ServiceKey key, Destination.Key destination) implements TableChange {
        @Override
        public String toString() {
            return "delete destination " + destination + " of " + key;
        }
    }
}
