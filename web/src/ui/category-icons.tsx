import {
  type Icon,
  IconBabyCarriage,
  IconBarbell,
  IconBasket,
  IconBeer,
  IconBike,
  IconBolt,
  IconBook,
  IconBuildingBank,
  IconBus,
  IconCamera,
  IconCar,
  IconCash,
  IconCoffee,
  IconDots,
  IconDroplet,
  IconFlame,
  IconGasStation,
  IconGift,
  IconHeart,
  IconHome,
  IconMovie,
  IconMusic,
  IconPaw,
  IconPhone,
  IconPill,
  IconPizza,
  IconPlane,
  IconPlant2,
  IconReceipt,
  IconSchool,
  IconScissors,
  IconShield,
  IconShirt,
  IconSofa,
  IconStethoscope,
  IconTicket,
  IconTools,
  IconToolsKitchen2,
  IconTrain,
  IconWifi,
} from '@tabler/icons-react';

type CategoryIconChoice = {
  /** The API's name of the icon. */
  readonly name: string;
  /** What a picker calls it. */
  readonly label: string;
  readonly icon: Icon;
};

/** The icons a category can have: all that the API knows. */
export const CATEGORY_ICONS = [
  { name: 'dots', label: 'Other', icon: IconDots },
  { name: 'basket', label: 'Basket', icon: IconBasket },
  { name: 'home', label: 'House', icon: IconHome },
  { name: 'train', label: 'Train', icon: IconTrain },
  { name: 'heart', label: 'Heart', icon: IconHeart },
  { name: 'ticket', label: 'Ticket', icon: IconTicket },
  { name: 'shirt', label: 'Shirt', icon: IconShirt },
  { name: 'book', label: 'Book', icon: IconBook },
  { name: 'gift', label: 'Gift', icon: IconGift },
  { name: 'plane', label: 'Plane', icon: IconPlane },
  { name: 'restaurant', label: 'Restaurant', icon: IconToolsKitchen2 },
  { name: 'coffee', label: 'Coffee', icon: IconCoffee },
  { name: 'pizza', label: 'Pizza', icon: IconPizza },
  { name: 'beer', label: 'Beer', icon: IconBeer },
  { name: 'car', label: 'Car', icon: IconCar },
  { name: 'bus', label: 'Bus', icon: IconBus },
  { name: 'bike', label: 'Bicycle', icon: IconBike },
  { name: 'fuel', label: 'Fuel', icon: IconGasStation },
  { name: 'phone', label: 'Phone', icon: IconPhone },
  { name: 'wifi', label: 'Internet', icon: IconWifi },
  { name: 'bolt', label: 'Electricity', icon: IconBolt },
  { name: 'droplet', label: 'Water', icon: IconDroplet },
  { name: 'flame', label: 'Heating', icon: IconFlame },
  { name: 'tools', label: 'Repairs', icon: IconTools },
  { name: 'sofa', label: 'Furniture', icon: IconSofa },
  { name: 'plant', label: 'Garden', icon: IconPlant2 },
  { name: 'paw', label: 'Pets', icon: IconPaw },
  { name: 'baby', label: 'Children', icon: IconBabyCarriage },
  { name: 'school', label: 'School', icon: IconSchool },
  { name: 'stethoscope', label: 'Doctor', icon: IconStethoscope },
  { name: 'pill', label: 'Medicine', icon: IconPill },
  { name: 'barbell', label: 'Sport', icon: IconBarbell },
  { name: 'music', label: 'Music', icon: IconMusic },
  { name: 'movie', label: 'Film', icon: IconMovie },
  { name: 'camera', label: 'Photography', icon: IconCamera },
  { name: 'cash', label: 'Cash', icon: IconCash },
  { name: 'bank', label: 'Bank', icon: IconBuildingBank },
  { name: 'receipt', label: 'Receipt', icon: IconReceipt },
  { name: 'shield', label: 'Insurance', icon: IconShield },
  { name: 'scissors', label: 'Hairdresser', icon: IconScissors },
] as const satisfies readonly CategoryIconChoice[];

export type CategoryIconName = (typeof CATEGORY_ICONS)[number]['name'];

const ICON_BY_NAME: ReadonlyMap<string, Icon> = new Map(
  CATEGORY_ICONS.map(({ name, icon }) => [name, icon]),
);

/** The icon of a category. A name that is not in the list, from a newer server, becomes three dots. */
export function categoryIcon(name: string): Icon {
  return ICON_BY_NAME.get(name) ?? IconDots;
}
